import antfu from '@antfu/eslint-config'

export default antfu({
  type: 'app',
  vue: true,
  typescript: true,
  // The decks' Markdown is Slidev's dialect, and their data files are checked by the course model.
  markdown: false,
  ignores: ['slides/**', 'quizzes/**', 'tests/fixtures/check/*.json', 'tests/fixtures/decks/**', 'tests/fixtures/projects/**', 'tests/fixtures/released/**', 'schemas/**', 'dist/**'],
}, {
  rules: {
    'no-console': 'off',
    // Line breaks inside calls and literals are the author's.
    'antfu/reasonable-newline': 'off',
    // SVG's text and tspan are elements, not components.
    'vue/no-v-text-v-html-on-component': ['error', { ignoreElementNamespaces: true }],
  },
}, {
  files: ['tests/bench/**', 'tests/screen-reader/**'],
  rules: {
    'antfu/no-top-level-await': 'off',
  },
})
