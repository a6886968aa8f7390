import type { HarnessProgram } from "./project";

/** A way in which the real engine runs the resources of a program. */
export interface EngineHost {
  readonly name: string;
  /** Namespace of the config keys. */
  readonly namespace: string;
  /** Command lines of the processes that run the resources, without the shells that start them. */
  readonly processes: RegExp;
  /** The program for this host; programs are written for the dynamic resources. */
  adapted(program: HarnessProgram): HarnessProgram;
}

export const dynamicEngineHost: EngineHost = {
  name: "dynamic resources",
  namespace: "mongodbatlas",
  processes: /^\S*node .*dynamic-provider/,
  adapted: (program) => program,
};

export const pluginEngineHost: EngineHost = {
  name: "plugin",
  namespace: "atlas-access",
  processes: /^\S*node .*pulumi-resource-atlas-access/,
  // The import line is the only difference.
  adapted: ({ program, ...rest }) => ({
    ...rest,
    plugin: true,
    program: program.replaceAll(/(["'])pulumi-atlas-access\1/g, '"pulumi-atlas-access/plugin"'),
  }),
};

export const engineHosts: readonly EngineHost[] = [dynamicEngineHost, pluginEngineHost];
