import type { RouteLocationNormalizedLoaded, Router } from 'vue-router'
import { createRouter, createWebHistory } from 'vue-router'
import AuditView from './views/AuditView.vue'
import CoursesView from './views/CoursesView.vue'
import CourseView from './views/CourseView.vue'
import NoSuchPage from './views/NoSuchPage.vue'
import RecordView from './views/RecordView.vue'
import RolesView from './views/RolesView.vue'

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
    // Back in a long roster one stands where one stood.
    scrollBehavior: (to, from, saved) => saved ?? (pageOf(to) === pageOf(from) ? undefined : { top: 0 }),
    routes: [
      { path: '/', name: 'courses', component: CoursesView },
      { path: '/courses/:course', redirect: ({ params }) => ({ name: 'course', params: { ...params, tab: 'roster' } }) },
      { path: '/courses/:course/:tab(roster|items|evaluation|exports)', name: 'course', component: CourseView, props: true, meta: { page: ({ params }) => `course ${String(params.course)}` } },
      { path: '/records/:enrolment', name: 'record', component: RecordView, props: true },
      { path: '/audit', name: 'audit', component: AuditView },
      { path: '/roles', name: 'roles', component: RolesView },
      { path: '/:unknown(.*)*', name: 'unknown', component: NoSuchPage },
    ],
  })
}

/** The page that a route is on: another filter or tab is the same page. */
export function pageOf(route: RouteLocationNormalizedLoaded): string {
  return route.meta.page?.(route) ?? route.path
}
