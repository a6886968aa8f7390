import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { contradictions, orgId, originalSettings, sharedInputs } from "../../atlas/settings/fields";
import { organizationSettingFields, organizationSettings } from "../../atlas/settings/organization";
import type { InputProblem } from "../../core/errors";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId,
  ...organizationSettingFields,
  ...sharedInputs(organizationSettings),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits `apiAccessListRequired: true` while credentials of the stack have an empty access list, which shuts them out, and a `maxServiceAccountSecretValidityInHours` below the validity of secrets that the stack manages; for what a destroy restores, it must be applied by an earlier `up`. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({ originalSettings: originalSettings(organizationSettingFields) });

export type OrganizationSettingsInputs = z.output<typeof inputs>;

/** Problems across inputs that are valid by themselves. */
export function problemsOf(given: OrganizationSettingsInputs): readonly InputProblem[] {
  return [...contradictions(given), ...timeoutProblems(given)];
}

function timeoutProblems({
  customSessionTimeouts: timeouts,
}: OrganizationSettingsInputs): readonly InputProblem[] {
  const field = "customSessionTimeouts";
  if (timeouts === undefined) return [];
  const { absoluteSessionTimeoutInSeconds: absolute, idleSessionTimeoutInSeconds: idle } = timeouts;
  if (absolute === undefined && idle === undefined)
    return [{ field, reason: "needs at least one of its two timeouts" }];
  if (absolute === undefined || idle === undefined || idle <= absolute) return [];
  const reason = `must be at most absoluteSessionTimeoutInSeconds, ${absolute}`;
  return [{ field: `${field}.idleSessionTimeoutInSeconds`, reason }];
}
