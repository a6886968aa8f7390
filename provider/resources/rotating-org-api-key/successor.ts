import { liveEntries } from "../../atlas/access-list/key-list";
import { toBody } from "../../atlas/api-keys/content";
import { deleteCreatedKey } from "../../atlas/api-keys/delete";
import { reasonOf, storeNewKey } from "../../atlas/api-keys/private-key";
import { createdKey, differingParts, KeyReconciler } from "../../atlas/api-keys/reconcile";
import { assignmentsOf } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { listApiKeyUses } from "../../atlas/endpoints/api-key-access-lists";
import {
  type ApiKey,
  createOrgApiKey,
  listOrgApiKeys,
  updateOrgApiKey,
} from "../../atlas/endpoints/org-api-keys";
import { createdAt } from "../../atlas/ids";
import { collectPages } from "../../atlas/paging";
import { atlasTimeMs } from "../../atlas/rotation/atlas-time";
import { type Marker, parseDescription, withMarker } from "../../atlas/rotation/marker";
import { otherRunMs, timeText } from "../../atlas/rotation/plan";
import { RefusedError, SecretSinkError } from "../../core/errors";
import { alignKey, markerOf } from "./align";
import { contentOf, foundKey, type KeySlot, keyText, subject } from "./model";
import type { RotatingInputs } from "./schema";

/** How long a run waits for another one to give way. */
const rivalWaitsMs = [2_000, 2_000];

/** Makes the next key of a rotation, and lets it become the current one only when it is complete and stored. */
export class Successor {
  private readonly operation: string;

  constructor(
    private readonly context: AtlasContext,
    private readonly inputs: RotatingInputs,
    private readonly marker: Marker,
    /** The key whose unmanaged project roles and access list it gets; undefined if that does not exist any more. */
    private readonly current: ApiKey | undefined,
  ) {
    this.operation = `Rotate ${subject(inputs)}`;
  }

  /**
   * The complete new key, or undefined when another run makes it.
   * @throws an error after which the new key was deleted again, or is left with its marker for the next run
   */
  async make(): Promise<KeySlot | undefined> {
    const left = await this.marked();
    for (const key of left) if (await this.isHeld(key)) return this.finish(key);
    if (left.some((key) => this.mayBelongToAnotherRun(key))) return undefined;
    for (const key of left) await this.deleteLeft(key);
    const { orgId } = this.inputs;
    const wanted = await this.wantedContent();
    const key = await this.context.atlas.call(createOrgApiKey, { path: { orgId }, body: toBody(wanted) });
    try {
      if (await this.isSecond(key)) return undefined;
      const path = { orgId, apiKeyId: key.id };
      const missing = differingParts(wanted, foundKey(this.inputs, key, []));
      await new KeyReconciler(this.context, path, wanted, createdKey(wanted)).run(missing);
      const destination = { ...this.inputs, operation: this.operation };
      const slot = {
        apiKeyId: key.id,
        publicKey: key.publicKey,
        ...(await storeNewKey(this.context, destination, key)),
      };
      await this.recordStored(slot);
      return slot;
    } catch (error) {
      // The sink's own error says what became of the key.
      if (!(error instanceof SecretSinkError)) await this.withdraw(key);
      throw error;
    }
  }

  /** The keys with the marker of the successor, from a list that this run did not read before. @throws RefusedError when the state is outdated */
  private async marked(): Promise<readonly ApiKey[]> {
    const { context, inputs, marker } = this;
    context.atlas.invalidateReads();
    const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId: inputs.orgId } });
    const later = keys.find(({ desc }) => {
      const found = parseDescription(desc).marker;
      return found?.rotationId === marker.rotationId && found.number > marker.number;
    });
    if (later !== undefined) {
      throw new RefusedError(
        `${this.operation}: Atlas has ${keyText({ apiKeyId: later.id, publicKey: later.publicKey })} with a later number of this rotation than the state knows, ` +
          "so the state is older than the last rotation. Restore the newer state, or take the resource out of it with `pulumi state delete URN` and begin again",
      );
    }
    return keys.filter((key) => markerOf(key, marker) !== undefined);
  }

  /** True when the private key is not lost: a sink stored it, or the key was used, which only its access list tells. */
  private async isHeld(key: ApiKey): Promise<boolean> {
    if (markerOf(key, this.marker)?.storedFingerprint !== undefined) return true;
    const path = { orgId: this.inputs.orgId, apiKeyId: key.id };
    const uses = await collectPages((query) => this.context.atlas.call(listApiKeyUses, { path, query }));
    return uses.some(({ lastUsed }) => lastUsed !== undefined);
  }

  /**
   * Completes a key that an interrupted run made and whose private key the sink has.
   * @throws RefusedError without a sink: then only another state can have the private key
   */
  private async finish(key: ApiKey): Promise<KeySlot> {
    if (this.inputs.storePrivateKey !== false) {
      throw new RefusedError(
        `${this.operation}: ${keyText({ apiKeyId: key.id, publicKey: key.publicKey })} has the marker of the next key and is in use, so another state has its private key. ` +
          "Nothing was rotated. Run this program with that state, or delete the key in Atlas if nothing uses it any more",
      );
    }
    await alignKey(this.context, this.inputs, key, this.marker);
    const privateKeyFingerprint = markerOf(key, this.marker)?.storedFingerprint;
    return { apiKeyId: key.id, publicKey: key.publicKey, privateKeyFingerprint };
  }

  private mayBelongToAnotherRun(key: ApiKey): boolean {
    const until = createdAt(key.id).getTime() + otherRunMs;
    if (atlasTimeMs(this.context, this.operation) >= until) return false;
    this.context.warn(
      `${this.operation}: ${keyText({ apiKeyId: key.id, publicKey: key.publicKey })} is a successor that another run made a short time ago and may be working on. ` +
        `Nothing was rotated; if that run was interrupted, the first \`pulumi up\` after ${timeText(until)} deletes it and makes another one`,
    );
    return true;
  }

  private async deleteLeft(key: ApiKey): Promise<void> {
    const { context } = this;
    await deleteCreatedKey(context, { orgId: this.inputs.orgId, apiKeyId: key.id });
    context.warn(
      `${this.operation}: deleted ${keyText({ apiKeyId: key.id, publicKey: key.publicKey })}, a successor that an interrupted run left behind: nobody has its private key`,
    );
  }

  /** Parts that the program does not manage are those of the current key. */
  private async wantedContent() {
    const { inputs, current } = this;
    const content = contentOf(inputs, this.marker);
    if (current === undefined) return content;
    const path = { orgId: inputs.orgId, apiKeyId: current.id };
    const entries = content.accessList === undefined ? await liveEntries(this.context, path) : [];
    const projectRoles = Object.entries(assignmentsOf(current)).map(([id, roles]) => [id, [...roles]]);
    return {
      ...content,
      projectRoles: content.projectRoles ?? Object.fromEntries(projectRoles),
      accessList: content.accessList ?? entries.map(({ id }) => id),
    };
  }

  /**
   * Two runs at the same time may both see no successor and make one. The one whose key has the higher id gives way; the other
   * waits for that, and gives way too if the first does not, since that one then has not seen it.
   */
  private async isSecond(key: ApiKey): Promise<boolean> {
    let rival: ApiKey | undefined;
    for (const waitMs of [...rivalWaitsMs, 0]) {
      const rivals = (await this.marked()).filter(({ id }) => id !== key.id);
      rival = rivals.find(({ id }) => id < key.id) ?? rivals[0];
      if (rival === undefined) return false;
      if (rival.id < key.id) break;
      await this.context.sleep(waitMs);
    }
    await this.withdraw(key);
    this.context.warn(
      `${this.operation}: another run made API key ${rival?.id} at the same time, so that one is the successor. Nothing was rotated in this stack's state`,
    );
    return true;
  }

  /** Deletes the incomplete successor; what cannot be deleted is left to the next run, which finds it by its marker. */
  private async withdraw(key: ApiKey): Promise<void> {
    const name = keyText({ apiKeyId: key.id, publicKey: key.publicKey });
    try {
      await deleteCreatedKey(this.context, { orgId: this.inputs.orgId, apiKeyId: key.id });
      this.context.info(`${this.operation}: the new key, ${name}, was deleted again; the current key stays`);
    } catch (error) {
      this.context.warn(
        `${this.operation}: the new key, ${name}, could not be deleted again (${reasonOf(error)}); a later \`pulumi up\` deletes it, and the current key stays`,
      );
    }
  }

  /** Tells a later run that the sink has the private key, in case this one is interrupted before the state has the new key. */
  private async recordStored({ apiKeyId, privateKeyFingerprint }: KeySlot): Promise<void> {
    const { inputs, context, marker } = this;
    if (inputs.storePrivateKey !== false || privateKeyFingerprint === undefined) return;
    const desc = withMarker(inputs.description, { ...marker, storedFingerprint: privateKeyFingerprint });
    try {
      await context.atlas.call(updateOrgApiKey, { path: { orgId: inputs.orgId, apiKeyId }, body: { desc } });
    } catch (error) {
      // The key is complete and stored, so it becomes the current one all the same.
      context.info(
        `${this.operation}: ${reasonOf(error)}. Only the description of API key ${apiKeyId} is affected`,
      );
    }
  }
}
