import type { Router } from 'vue-router'
import { createRouter, createWebHashHistory } from 'vue-router'
import AboutStep from './views/AboutStep.vue'
import LectureStep from './views/LectureStep.vue'
import PostTestStep from './views/PostTestStep.vue'

/** Hash routes work from any folder of any server. */
export function createModuleRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'about', component: AboutStep },
      { path: '/lecture', name: 'lecture', component: LectureStep },
      { path: '/post-test', name: 'post-test', component: PostTestStep },
      { path: '/:unknown(.*)*', redirect: '/' },
    ],
  })
}
