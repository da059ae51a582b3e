/*! Lectern.Quiz: brings older content up to this version. MIT licence. */
globalThis.H5PUpgrades = globalThis.H5PUpgrades || {}

globalThis.H5PUpgrades['Lectern.Quiz'] = {
  1: {
    /** 1.2 says more words; H5P's runtime knows no defaults, so that content has to hold every one. Nothing else changed. */
    2(parameters, finished, extras) {
      const english = {
        case: 'Case',
        blank: 'Blank @number',
        answerIn: 'Your answer in @unit',
        notANumber: 'This is not a number, such as 4.5.',
        hintHotSpot: 'Choose a region of the picture.',
        hintCommitment: 'Choose what you will change, or write it in your own words.',
        within: 'I mean to have changed this within @within.',
        own: 'In my own words',
        partly: 'Partly right',
      }
      const german = {
        case: 'Fall',
        blank: 'Lücke @number',
        answerIn: 'Ihre Antwort in @unit',
        notANumber: 'Das ist keine Zahl wie 4,5.',
        hintHotSpot: 'Wählen Sie einen Bereich des Bildes.',
        hintCommitment: 'Wählen Sie, was Sie ändern werden, oder schreiben Sie es mit eigenen Worten.',
        within: 'Das will ich innerhalb von @within geändert haben.',
        own: 'Mit eigenen Worten',
        partly: 'Teilweise richtig',
      }
      const l10n = parameters.l10n || {}
      const words = l10n.submit === 'Antworten abgeben' ? german : english
      parameters.l10n = Object.assign({}, words, l10n)
      finished(null, parameters, extras)
    },

    /** 1.3 can show one question at a time. Content that says nothing is shown as before; the words are new. */
    3(parameters, finished, extras) {
      const english = { allOnOnePage: 'All on one page', oneByOne: 'One at a time', previous: 'Previous question', next: 'Next question' }
      const german = { allOnOnePage: 'Alle auf einer Seite', oneByOne: 'Eine nach der anderen', previous: 'Vorige Frage', next: 'Nächste Frage' }
      const spanish = { allOnOnePage: 'Todas en una página', oneByOne: 'De una en una', previous: 'Pregunta anterior', next: 'Pregunta siguiente' }
      const l10n = parameters.l10n || {}
      const words = { 'Antworten abgeben': german, 'Enviar las respuestas': spanish }[l10n.submit] || english
      parameters.l10n = Object.assign({}, words, l10n)
      finished(null, parameters, extras)
    },

    /** 1.4 marks questions that may be left unanswered. Content that says nothing asks as before; the words are new. */
    4(parameters, finished, extras) {
      const english = { optional: 'Optional', requiredOf: '@answered of @total required questions answered' }
      const german = { optional: 'Freiwillig', requiredOf: '@answered von @total nötigen Fragen beantwortet' }
      const spanish = { optional: 'Opcional', requiredOf: '@answered de @total preguntas obligatorias respondidas' }
      const l10n = parameters.l10n || {}
      const words = { 'Antworten abgeben': german, 'Enviar las respuestas': spanish }[l10n.submit] || english
      parameters.l10n = Object.assign({}, words, l10n)
      finished(null, parameters, extras)
    },
  },
}
