import type { App } from 'vue'
import type { CourseModule } from '../course-module.ts'
import type { ModuleData } from '../module-data.ts'
import type { Progress } from '../progress.ts'
import { computed, createApp, reactive, shallowReactive, watchEffect } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'
import { courseModuleKey } from '../course-module.ts'
import AboutStep from '../views/AboutStep.vue'
import { pageLanguageKey } from '../words/use-words.ts'
import { createCreditJourney, creditJourneyKey } from './credit-journey.ts'
import CreditApp from './CreditApp.vue'
import { followKeyboard } from './follow-keyboard.ts'
import ClaimStep from './views/ClaimStep.vue'
import EvaluationStep from './views/EvaluationStep.vue'
import LectureStep from './views/LectureStep.vue'
import PostTestStep from './views/PostTestStep.vue'
import PreTestStep from './views/PreTestStep.vue'
import ProfileView from './views/ProfileView.vue'
import TranscriptView from './views/TranscriptView.vue'
import YourDataView from './views/YourDataView.vue'
import { languageOf } from './words/words.ts'
import './styles.css'

/** The pages of a course that counts for credit: the course's server keeps the progress and grades the tests. */
export function createCreditApp(loaded: ModuleData): App {
  followKeyboard()
  // The version that the learner is in can be another one.
  const data = shallowReactive(loaded)
  const creditJourney = createCreditJourney(data)
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/front-matter', name: 'front-matter', component: AboutStep },
      { path: '/pre-test', name: 'pre-test', component: PreTestStep },
      { path: '/lecture', name: 'lecture', component: LectureStep },
      { path: '/post-test', name: 'post-test', component: PostTestStep },
      { path: '/evaluation', name: 'evaluation', component: EvaluationStep },
      { path: '/claim', name: 'claim', component: ClaimStep },
      { path: '/profile', name: 'profile', component: ProfileView },
      { path: '/transcript', name: 'transcript', component: TranscriptView },
      { path: '/your-data', name: 'your-data', component: YourDataView },
      { path: '/:unknown(.*)*', component: { render: () => null } },
    ],
  })
  return createApp(CreditApp)
    .provide(creditJourneyKey, creditJourney)
    .provide(courseModuleKey, frontMatter(creditJourney))
    .provide(pageLanguageKey, { words: creditJourney.words, tag: computed(() => languageOf(creditJourney.words.value)) })
    .use(router)
}

/** The front matter is the same page with and without credit; here its acknowledgement is a record. */
function frontMatter({ data, journey, send }: ReturnType<typeof createCreditJourney>): CourseModule {
  const progress = reactive<Progress>({})
  watchEffect(() => {
    progress.acknowledged = journey.value?.steps.some(step => step.name === 'front-matter' && step.state === 'done') ? data.version : undefined
  })
  return {
    data,
    store: {
      progress,
      kept: true,
      async update() {
        if (!progress.acknowledged)
          await send({ kind: 'acknowledge', frontMatter: journey.value!.frontMatter })
      },
      forget: () => {},
    },
  }
}
