/**
 * Who may do what: every route of the service, and what it answers to each visitor who asks for Ann's record. Ann has taken a course
 * and has a certificate; Ben is another learner of the same course. A number is a status; "Ann" beside it says that the answer
 * tells something of Ann, which no other answer may.
 *
 * A route that is missing here fails the test, and so does a line whose route is gone.
 */
export const authorisationTable = `
route                                                      | nobody   | Ann      | Ben      | office   | admin
GET    /health                                             | 200      | 200      | 200      | 200      | 200
GET    /ready                                              | 200      | 200      | 200      | 200      | 200
GET    /metrics                                            | 403      | 403      | 403      | 403      | 403
GET    /api/openapi.json                                   | 200      | 200      | 200      | 200      | 200
GET    /api/service                                        | 200      | 200      | 200      | 200      | 200
GET    /api/courses                                        | 200      | 200      | 200      | 200      | 200

POST   /api/auth/email-otp/send-verification-otp           | 200      | 200      | 200      | 200      | 200
POST   /api/auth/sign-in/email-otp                         | 400      | 400      | 400      | 400      | 400
POST   /api/auth/sign-in/oidc                              | 404      | 404      | 404      | 404      | 404
GET    /api/auth/callback/oidc                             | 404      | 404      | 404      | 404      | 404
GET    /api/auth/problem                                   | 200      | 200      | 200      | 200      | 200
POST   /api/auth/sign-out                                  | 200      | 200      | 200      | 200      | 200

GET    /api/me                                             | 401      | 200 Ann  | 200      | 200      | 200
GET    /api/me/export                                      | 401      | 200 Ann  | 200      | 200      | 200
GET    /api/me/retention                                   | 401      | 200      | 200      | 200      | 200
DELETE /api/me                                             | 401      | 200 Ann  | 409      | 409      | 409
GET    /api/me/transcript                                  | 401      | 200 Ann  | 200      | 200      | 200
GET    /api/me/transcript.pdf                              | 401      | 200 Ann  | 200      | 200      | 200
PUT    /api/me/profile                                     | 401      | 200      | 200      | 200      | 200
POST   /api/courses/{course}/enrolment                     | 401      | 200 Ann  | 200      | 409      | 409
GET    /api/courses/{course}/journey                       | 401      | 200 Ann  | 200      | 404      | 404
GET    /api/courses/{course}/attempts/{attempt}/review     | 401      | 200      | 409      | 404      | 404
POST   /api/courses/{course}/commands                      | 401      | 409      | 200      | 404      | 404
GET    /api/courses/{course}/evaluation-draft              | 401      | 200      | 200      | 404      | 404
PUT    /api/courses/{course}/evaluation-draft              | 401      | 409      | 409      | 404      | 404

GET    /api/office/courses                                | 401      | 403      | 403      | 200      | 200
GET    /api/office/courses/{course}/roster                | 401      | 403      | 403      | 200 Ann  | 200 Ann
GET    /api/office/courses/{course}/report                | 401      | 403      | 403      | 200      | 200
GET    /api/office/courses/{course}/roster.csv            | 401      | 403      | 403      | 200 Ann  | 200 Ann
GET    /api/office/courses/{course}/evaluation.csv        | 401      | 403      | 403      | 200      | 200
GET    /api/office/courses/{course}/pars.json             | 401      | 403      | 403      | 400      | 400
GET    /api/office/courses/{course}/pars/problems         | 401      | 403      | 403      | 200      | 200
GET    /api/office/courses/{course}/pars/exports          | 401      | 403      | 403      | 200      | 200
POST   /api/office/courses/{course}/pars/exports          | 401      | 403      | 403      | 409      | 409
GET    /api/office/enrolments/{enrolment}                 | 401      | 403      | 403      | 200 Ann  | 200 Ann
POST   /api/office/enrolments/{enrolment}/corrections     | 401      | 403      | 403      | 200 Ann  | 200 Ann
GET    /api/office/learners/{learner}/export             | 401      | 403      | 403      | 200 Ann  | 200 Ann
POST   /api/office/learners/{learner}/erasure            | 401      | 403      | 403      | 200 Ann  | 200 Ann
GET    /api/office/audit                                  | 401      | 403      | 403      | 200      | 200

GET    /api/admin/roles                                   | 401      | 403      | 403      | 403      | 200
PUT    /api/admin/roles/{address}                         | 401      | 403      | 403      | 403      | 200 Ann
DELETE /api/admin/roles/{address}                         | 401      | 403      | 403      | 403      | 200 Ann

GET    /api/certificates/{id}                              | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann
GET    /api/certificates/{id}/credential                   | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann
GET    /api/certificates/{id}/pdf                          | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann
POST   /api/certificates/{id}/mail                         | 401      | 200 Ann  | 404      | 404      | 404
GET    /verify                                             | 301      | 301      | 301      | 301      | 301
GET    /verify/                                            | 200      | 200      | 200      | 200      | 200
POST   /verify/                                            | 400      | 400      | 400      | 400      | 400
GET    /verify/{id}                                        | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann  | 200 Ann
POST   /verify/{id}                                        | 400 Ann  | 400 Ann  | 400 Ann  | 400 Ann  | 400 Ann
GET    /verify.svg                                         | 200      | 200      | 200      | 200      | 200
GET    /verify.css                                         | 200      | 200      | 200      | 200      | 200
GET    /.well-known/jwks.json                              | 200      | 200      | 200      | 200      | 200
GET    /.well-known/keys/{id}                              | 404      | 404      | 404      | 404      | 404
`
