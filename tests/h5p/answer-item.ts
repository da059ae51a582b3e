import type { Frame } from 'playwright-core'
import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { CommitmentResponse, Response } from '../../scripts/quizzes/response.ts'

/** Answers an item of any type as a learner does. */
export async function answerItem(frame: Frame, item: Item, response: Response): Promise<void> {
  const place = frame.locator(`fieldset[id$="-${item.id}"]`)
  const check = (index: number) => place.locator(`.lq-option:has(input[value="${index}"]) label`).click()
  switch (item.type) {
    case 'single':
    case 'true-false':
    case 'likert':
      return check(response as number)
    case 'hot-spot':
      // On the letter: the middle of a triangle's box may lie outside of it.
      return place.locator('.lq-spot text').nth(response as number).click()
    case 'multiple':
      for (const index of response as number[])
        await check(index)
      return
    case 'matching':
      for (const [row, choice] of (response as (number | null)[]).entries())
        await place.locator('select').nth(row).selectOption(choice === null ? '' : String(choice))
      return
    case 'ordering':
      for (const [target, choice] of (response as number[]).entries()) {
        const words = item.choices[choice]!.text
        // A dose has a no-break space there.
        const entries = (await place.locator('.lq-order > li .lq-text').allTextContents()).map(text => text.replaceAll('\u00A0', ' '))
        for (let at = entries.indexOf(words); at > target; at--)
          await place.getByRole('button', { name: `Move up: ${words}` }).click()
      }
      if (await place.getByText('Not ordered yet.').count())
        await place.getByRole('button', { name: 'This is the right order' }).click()
      return
    case 'numeric':
      await place.getByRole('textbox').fill(response as string)
      return
    case 'free-text':
      await place.getByRole('textbox').fill(response as string)
      return
    case 'fill-in':
      for (const [blank, text] of (response as string[]).entries())
        await place.getByRole('textbox').nth(blank).fill(text)
      return
    case 'commitment':
      for (const index of (response as CommitmentResponse).changes)
        await check(index)
      await place.getByRole('textbox').fill((response as CommitmentResponse).own)
  }
}
