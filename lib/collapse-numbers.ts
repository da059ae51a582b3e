/**
 * Citation numbers as AMA prints them: ascending, commas without spaces, three or more in a row as a range ("1,3-5").
 */
export function collapseNumbers(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const runs: number[][] = []
  for (const number of sorted) {
    const run = runs.at(-1)
    if (run && number === run.at(-1)! + 1)
      run.push(number)
    else
      runs.push([number])
  }
  return runs.flatMap(run => run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.map(String)).join(',')
}
