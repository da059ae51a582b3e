import type { Rule } from '../rule.ts'
import { ampersand } from '../rules/dose/ampersand.ts'
import { arrows } from '../rules/dose/arrows.ts'
import { atSign } from '../rules/dose/at-sign.ts'
import { bigNumber } from '../rules/dose/big-number.ts'
import { bt } from '../rules/dose/bt.ts'
import { cc } from '../rules/dose/cc.ts'
import { dc } from '../rules/dose/dc.ts'
import { degreeHour } from '../rules/dose/degree-hour.ts'
import { dpt } from '../rules/dose/dpt.ts'
import { drugAbbreviation } from '../rules/dose/drug-abbreviation.ts'
import { drugDoseRun } from '../rules/dose/drug-dose-run.ts'
import { eyeEar } from '../rules/dose/eye-ear.ts'
import { fractionTab } from '../rules/dose/fraction-tab.ts'
import { grain } from '../rules/dose/grain.ts'
import { hcl } from '../rules/dose/hcl.ts'
import { hs } from '../rules/dose/hs.ts'
import { idDaily } from '../rules/dose/id-daily.ts'
import { ij } from '../rules/dose/ij.ts'
import { inRule } from '../rules/dose/in.ts'
import { inconsistentTerm } from '../rules/dose/inconsistent-term.ts'
import { informalTime } from '../rules/dose/informal-time.ts'
import { interleukin } from '../rules/dose/interleukin.ts'
import { itRule } from '../rules/dose/it.ts'
import { iu } from '../rules/dose/iu.ts'
import { latinForGreek } from '../rules/dose/latin-for-greek.ts'
import { lowerIv } from '../rules/dose/lower-iv.ts'
import { lowerL } from '../rules/dose/lower-l.ts'
import { mThousand } from '../rules/dose/m-thousand.ts'
import { mgso4 } from '../rules/dose/mgso4.ts'
import { ms } from '../rules/dose/ms.ts'
import { mso4 } from '../rules/dose/mso4.ts'
import { nakedDecimal } from '../rules/dose/naked-decimal.ts'
import { ng } from '../rules/dose/ng.ts'
import { noMaximum } from '../rules/dose/no-maximum.ts'
import { noSpaceUnit } from '../rules/dose/no-space-unit.ts'
import { odDaily } from '../rules/dose/od-daily.ts'
import { oj } from '../rules/dose/oj.ts'
import { perOs } from '../rules/dose/per-os.ts'
import { plusMinus } from '../rules/dose/plus-minus.ts'
import { plus } from '../rules/dose/plus.ts'
import { prescriptionAbbreviation } from '../rules/dose/prescription-abbreviation.ts'
import { qClock } from '../rules/dose/q-clock.ts'
import { qd } from '../rules/dose/qd.ts'
import { qhs } from '../rules/dose/qhs.ts'
import { qn } from '../rules/dose/qn.ts'
import { qod } from '../rules/dose/qod.ts'
import { rangeHyphen } from '../rules/dose/range-hyphen.ts'
import { ratio } from '../rules/dose/ratio.ts'
import { roman } from '../rules/dose/roman.ts'
import { scSq } from '../rules/dose/sc-sq.ts'
import { signDose } from '../rules/dose/sign-dose.ts'
import { signPercent } from '../rules/dose/sign-percent.ts'
import { slashPer } from '../rules/dose/slash-per.ts'
import { ssInsulin } from '../rules/dose/ss-insulin.ts'
import { tenfold } from '../rules/dose/tenfold.ts'
import { tiwBiw } from '../rules/dose/tiw-biw.ts'
import { trailingZero } from '../rules/dose/trailing-zero.ts'
import { ud } from '../rules/dose/ud.ts'
import { ug } from '../rules/dose/ug.ts'
import { unitMixup } from '../rules/dose/unit-mixup.ts'
import { unitPeriod } from '../rules/dose/unit-period.ts'
import { unitU } from '../rules/dose/unit-u.ts'
import { x1 } from '../rules/dose/x1.ts'
import { xDays } from '../rules/dose/x-days.ts'

/** Rules about doses: how they are written, and whether they can be right. */
export const doseRules: readonly Rule[] = [
  nakedDecimal,
  trailingZero,
  qd,
  qod,
  unitU,
  iu,
  ms,
  mso4,
  mgso4,
  ug,
  cc,
  lowerL,
  ng,
  grain,
  mThousand,
  noSpaceUnit,
  drugDoseRun,
  unitPeriod,
  bigNumber,
  slashPer,
  atSign,
  ampersand,
  plus,
  signDose,
  signPercent,
  arrows,
  degreeHour,
  bt,
  hs,
  qhs,
  qn,
  qClock,
  odDaily,
  eyeEar,
  tiwBiw,
  idDaily,
  ud,
  scSq,
  ij,
  inRule,
  itRule,
  perOs,
  oj,
  ssInsulin,
  dc,
  xDays,
  x1,
  fractionTab,
  roman,
  ratio,
  drugAbbreviation,
  dpt,
  hcl,
  rangeHyphen,
  lowerIv,
  informalTime,
  interleukin,
  latinForGreek,
  inconsistentTerm,
  noMaximum,
  plusMinus,
  prescriptionAbbreviation,
  tenfold,
  unitMixup,
]
