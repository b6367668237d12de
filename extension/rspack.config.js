// Verovio's Emscripten module imports "node:module", which exists in Node only.
module.exports = { externals: { 'node:module': 'var {}' } };
