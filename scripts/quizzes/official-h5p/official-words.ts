/**
 * The words and settings of the official types. A host's player knows no defaults: what content.json does not hold, a learner
 * sees as "undefined". Names and English words are those of the types' published semantics.
 */

const a11y = {
  a11yCheck: 'Check the answers. The responses will be marked as correct, incorrect, or unanswered.',
  a11yShowSolution: 'Show the solution. The task will be marked with its correct solution.',
  a11yRetry: 'Retry the task. Reset all responses and start the task over again.',
}

const scoreBarLabel = 'You got :num out of :total points'

export const confirmations = {
  confirmCheck: { header: 'Finish ?', body: 'Are you sure you wish to finish ?', cancelLabel: 'Cancel', confirmLabel: 'Finish' },
  confirmRetry: { header: 'Retry ?', body: 'Are you sure you wish to retry ?', cancelLabel: 'Cancel', confirmLabel: 'Confirm' },
}

export const multiChoiceWords = {
  checkAnswerButton: 'Check',
  submitAnswerButton: 'Submit',
  showSolutionButton: 'Show solution',
  tryAgainButton: 'Retry',
  tipsLabel: 'Show tip',
  scoreBarLabel,
  tipAvailable: 'Tip available',
  feedbackAvailable: 'Feedback available',
  readFeedback: 'Read feedback',
  wrongAnswer: 'Wrong answer',
  correctAnswer: 'Correct answer',
  shouldCheck: 'Should have been checked',
  shouldNotCheck: 'Should not have been checked',
  noInput: 'Please answer before viewing the solution',
  ...a11y,
}

export const trueFalseWords = {
  trueText: 'True',
  falseText: 'False',
  score: 'You got @score of @total points',
  checkAnswer: 'Check',
  submitAnswer: 'Submit',
  showSolutionButton: 'Show solution',
  tryAgain: 'Retry',
  wrongAnswerMessage: 'Wrong answer',
  correctAnswerMessage: 'Correct answer',
  scoreBarLabel,
  ...a11y,
}

export const blanksWords = {
  showSolutions: 'Show solution',
  tryAgain: 'Retry',
  checkAnswer: 'Check',
  submitAnswer: 'Submit',
  notFilledOut: 'Please fill in all blanks to view solution',
  answerIsCorrect: '\':ans\' is correct',
  answerIsWrong: '\':ans\' is wrong',
  answeredCorrectly: 'Answered correctly',
  answeredIncorrectly: 'Answered incorrectly',
  solutionLabel: 'Correct answer:',
  inputLabel: 'Blank input @num of @total',
  inputHasTipLabel: 'Tip available',
  tipLabel: 'Tip',
  scoreBarLabel,
  ...a11y,
  a11yCheckingModeHeader: 'Checking mode',
}

export const dragTextWords = {
  checkAnswer: 'Check',
  submitAnswer: 'Submit',
  tryAgain: 'Retry',
  showSolution: 'Show solution',
  dropZoneIndex: 'Drop Zone @index.',
  empty: 'Drop Zone @index is empty.',
  contains: 'Drop Zone @index contains draggable @draggable.',
  ariaDraggableIndex: '@index of @count draggables.',
  tipLabel: 'Show tip',
  correctText: 'Correct!',
  incorrectText: 'Incorrect!',
  resetDropTitle: 'Reset drop',
  resetDropDescription: 'Are you sure you want to reset this drop zone?',
  grabbed: 'Draggable is grabbed.',
  cancelledDragging: 'Cancelled dragging.',
  correctAnswer: 'Correct answer:',
  feedbackHeader: 'Feedback',
  scoreBarLabel,
  ...a11y,
}

export const questionSetTexts = {
  prevButton: 'Previous question',
  nextButton: 'Next question',
  finishButton: 'Finish',
  submitButton: 'Submit',
  textualProgress: 'Question: @current of @total questions',
  jumpToQuestion: 'Question %d of %total',
  questionLabel: 'Question',
  readSpeakerProgress: 'Question @current of @total',
  unansweredText: 'Unanswered',
  answeredText: 'Answered',
  currentQuestionText: 'Current question',
  navigationLabel: 'Questions',
  questionSetInstruction: 'Choose question to display',
}

export const endGameWords = {
  noResultMessage: 'Finished',
  message: 'Your result:',
  scoreBarLabel: 'You got @finals out of @totals points',
  solutionButtonText: 'Show solution',
  retryButtonText: 'Retry',
  finishButtonText: 'Finish',
  submitButtonText: 'Submit',
  skipButtonText: 'Skip video',
}
