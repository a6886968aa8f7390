import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { delegationSettingFields, delegationSettings } from "../../atlas/settings/delegation";
import { orgId, originalSettings, sharedInputs } from "../../atlas/settings/fields";

export const inputs = z.strictObject({
  orgId,
  ...delegationSettingFields,
  ...sharedInputs(delegationSettings),
  profile,
});

export const outputs = z.strictObject({ originalSettings: originalSettings(delegationSettingFields) });
