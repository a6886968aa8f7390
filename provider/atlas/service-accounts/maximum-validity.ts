import { InvalidInputsError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";
import type { AtlasContext } from "../context";
import { readOrganizationSettings } from "../endpoints/organization-settings";
import { getProject } from "../endpoints/projects";
import { AtlasApiError } from "../errors";
import type { Container } from "./level";

/** By organization and project. Read once for each client: the bucket of settings is small. */
const maximumMemo: MemoKey<Map<string, Promise<number | undefined>>> = {
  name: "longest validity of secrets",
};

/**
 * Before a secret is made.
 * @param field the input with the hours
 * @throws InvalidInputsError when the organization's settings allow fewer hours; nothing when they cannot be read
 */
export async function assertWithinMaximum(
  context: AtlasContext,
  container: Container,
  hours: number,
  { resource, field }: { readonly resource: string; readonly field: string },
): Promise<void> {
  const maximum = await maximumHours(context, container);
  if (maximum === undefined || hours <= maximum) return;
  const reason =
    `is ${hours}, and the organization's maxServiceAccountSecretValidityInHours is ${maximum}: ` +
    `use at most ${maximum} hours, or raise the setting first (OrganizationSettings, or Atlas's page of the organization's settings)`;
  throw new InvalidInputsError(resource, [{ field, reason }]);
}

function maximumHours(context: AtlasContext, container: Container): Promise<number | undefined> {
  const known = context.atlas.memo.get(maximumMemo, () => new Map());
  const { containerId } = container;
  const pending = known.get(containerId) ?? fetchMaximum(context, container).catch(undefinedForApiErrors);
  known.set(containerId, pending);
  return pending;
}

async function fetchMaximum(
  context: AtlasContext,
  { level, containerId }: Container,
): Promise<number | undefined> {
  const orgId =
    level.container === "orgId"
      ? containerId
      : (await context.atlas.call(getProject, { path: { projectId: containerId } })).orgId;
  const settings = await context.atlas.call(readOrganizationSettings, { path: { orgId } });
  return settings.maxServiceAccountSecretValidityInHours ?? undefined;
}

function undefinedForApiErrors(error: unknown): undefined {
  if (error instanceof AtlasApiError) return undefined;
  throw error;
}
