import { computed, createApp, shallowRef } from 'vue'
import App from './App.vue'
import { followColourScheme } from './colour-scheme.ts'
import { courseModuleKey } from './course-module.ts'
import { CourseDataMissing, loadModuleData } from './module-data.ts'
import { openProgress } from './progress.ts'
import { createModuleRouter } from './router.ts'
import { showFailure } from './show-failure.ts'
import { moduleSteps, nextStep } from './steps.ts'
import { chooseLanguage } from './words/choose-language.ts'
import { pageLanguages } from './words/page-languages.ts'
import { pageLanguageKey } from './words/use-words.ts'
import { workOffline } from './work-offline.ts'
import '../styles/tokens.css'
import '../styles/fonts.css'
import './styles/app.css'

async function start(): Promise<void> {
  const data = await loadModuleData()
  if (data.postTest?.sealed) {
    const { createCreditApp } = await import('./credit/start-credit.ts')
    return mount(createCreditApp(data))
  }
  const app = createApp(App)
  const store = openProgress(data.name)
  // Who comes back by the module's plain address goes on where they stopped. (The router gives it a hash.)
  const plainAddress = !location.hash
  const router = createModuleRouter()
  if (plainAddress)
    await router.replace(nextStep(moduleSteps(data, store.progress))?.path ?? '/')
  const words = shallowRef(pageLanguages[chooseLanguage(Object.keys(pageLanguages), data.meta.language)]!)
  app.provide(courseModuleKey, { data, store })
  app.provide(pageLanguageKey, { words, tag: computed(() => Object.keys(pageLanguages).find(tag => pageLanguages[tag] === words.value)!) })
  mount(app.use(router))
}

function mount(app: ReturnType<typeof createApp>): void {
  app.config.errorHandler = (error) => {
    console.error(error)
    showFailure('broken')
  }
  app.mount('#app')
}

followColourScheme()
workOffline()
start().catch((error) => {
  console.error(error)
  showFailure(error instanceof CourseDataMissing ? 'noData' : 'notStarted')
})
