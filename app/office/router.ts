import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import { createRouter, createWebHistory } from 'vue-router'
import CoursesView from './views/CoursesView.vue'
import NoSuchPage from './views/NoSuchPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** What page a route is, when that is less than its path: tabs and filters are the same page. */
    page?: (route: RouteLocationNormalizedLoaded) => string
  }
}

/** Every state of a page has an address of its own, to bookmark and to send to a colleague. */
export function createOfficeRouter(): Router {
  return createRouter({
    history: createWebHistory('/office/'),
    routes: [
      { path: '/', name: 'courses', component: CoursesView },
      { path: '/:unknown(.*)*', name: 'unknown', component: NoSuchPage },
    ],
  })
}
