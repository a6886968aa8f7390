import Module from "node:module";

type Exports = Record<string | symbol, unknown>;

/**
 * Lets zod load its messages in sixty languages when somebody asks for one. Its main file loads them all, a quarter of what a
 * provider process loads, and nothing here asks; code of others in the same process may.
 */
function loadLocalesLate(): void {
  const file = fileOfLocales();
  // Node has no cache where hooks of module.register give the source.
  const { cache } = require as Partial<NodeJS.Require>;
  if (file === undefined || cache === undefined || cache[file] !== undefined) return;
  const late = new Module(file);
  late.filename = file;
  late.loaded = true;
  late.exports = lateExports(() => {
    if (cache[file] === late) delete cache[file];
    return require(file) as Exports;
  });
  cache[file] = late;
}

/** Undefined where a version of zod keeps them elsewhere, which then loads them at once. */
function fileOfLocales(): string | undefined {
  try {
    return require.resolve("zod/v4/locales");
  } catch {
    return undefined;
  }
}

/** Exports of a module that is loaded at the first question for one of them. */
function lateExports(load: () => Exports): object {
  return new Proxy({} as Exports, {
    // What a compiled import asks of every module.
    get: (_, name) => (name === "__esModule" ? true : load()[name]),
    has: (_, name) => Object.hasOwn(load(), name),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, name) => {
      const own = Reflect.getOwnPropertyDescriptor(load(), name);
      // A proxy may not call fixed what it does not have itself.
      return own && { value: load()[name], enumerable: own.enumerable === true, configurable: true };
    },
  });
}

loadLocalesLate();
