import { type Managed, managedIn, textIn } from "../../drift/managed";
import { notLookedAt, type Visit } from "../context";
import { type Action, actions, type CallerRoles, type Lack, lackOf } from "../permissions";
import { type Check, type Found, NotLookedAt, ok, warn } from "../report";
import { organizationRoles } from "./roles";

export const resources: Check<Visit> = {
  name: "resources",
  tells: "Which of the stack's resources these credentials could read, change and delete.",
  async run(visit) {
    await visit.stack();
    await visit.config().catch(notLookedAt("the stack cannot be read"));
    const managed = managedIn((await visit.state()).resources ?? []);
    // Each profile is looked at by itself.
    const here = managed.filter(({ inputs }) => textIn(inputs, "profile") === visit.subject.profile);
    if (here.length === 0) throw new NotLookedAt("the stack has no resource that these credentials manage");
    const caller = await callerRoles(visit);
    return foundOf(here.map((resource) => judge(resource, caller)));
  },
};

interface Judged {
  readonly urn: string;
  readonly name: string;
  readonly lacks: Readonly<Record<Action, Lack>>;
}

async function callerRoles(visit: Visit): Promise<CallerRoles> {
  const { kind, apiKeyId, projectRoles } = await visit.caller();
  const roles = await organizationRoles(visit);
  return {
    orgId: await visit.orgId(),
    apiKeyId,
    roles,
    projectRoles:
      kind === "api-key" && projectRoles !== undefined
        ? new Map(projectRoles.map(({ projectId, roles: there }) => [projectId, there]))
        : undefined,
  };
}

function judge(resource: Managed, caller: CallerRoles): Judged {
  const lacks = Object.fromEntries(
    actions.map((action) => [action, lackOf(action, resource, caller)]),
  ) as Record<Action, Lack>;
  return { urn: resource.urn, name: `${resource.definition.name} ${resource.name}`, lacks };
}

function foundOf(judged: readonly Judged[]): Found {
  const count = (action: Action) => judged.filter(({ lacks }) => lacks[action] === null).length;
  const all = judged.length;
  const summary = `of ${all} resources these credentials could read ${count("read")}, change ${count("change")} and delete ${count("delete")}`;
  const details = judged.flatMap(({ name, lacks }) =>
    actions.flatMap((action) => {
      const lack = lacks[action];
      if (lack === null) return [];
      return lack === undefined
        ? [
            `${name}: whether they could ${action} it is not known, since Atlas does not tell their project roles`,
          ]
        : [`${name}: could not ${action} it without ${lack}`];
    }),
  );
  const facts = {
    resources: judged.map(({ urn, lacks }) => ({
      urn,
      ...Object.fromEntries(actions.map((action) => [action, answerOf(lacks[action])])),
    })),
  };
  if (details.length === 0) return ok(summary, { facts });
  const advice = "Grant the missing roles to these credentials, or use others for an `up` that touches these";
  return warn(summary, { advice, details, facts });
}

/** Null where it is not known. */
function answerOf(lack: Lack): boolean | null {
  return lack === undefined ? null : lack === null;
}
