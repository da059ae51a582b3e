import { createApp } from 'vue'
import { followColourScheme } from '../colour-scheme.ts'
import { createOffice, officeKey } from './office.ts'
import OfficeApp from './OfficeApp.vue'
import { createOfficeRouter } from './router.ts'
import { showBroken } from './show-broken.ts'
import '../../styles/tokens.css'
import '../../styles/fonts.css'
import '../styles/app.css'
import './styles/office.css'

followColourScheme()
const office = createOffice()
const app = createApp(OfficeApp).provide(officeKey, office).use(createOfficeRouter())
app.config.errorHandler = (error) => {
  console.error(error)
  showBroken(office.words.value.broken)
}
app.mount('#app')
