declare module 'virtual:lectern/course' {
  const course: import('../scripts/slides/course-data.ts').CourseData
  export default course
}

declare module 'virtual:lectern/reading' {
  const words: import('../scripts/slides/course-data.ts').SlideWords[]
  export default words
}
