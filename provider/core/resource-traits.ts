/** What can be done to an object, as far as permissions go. */
export type Action = "read" | "change" | "delete";

/**
 * Facts about a resource as a whole, for messages and for programs outside of the lifecycle, such as a check of permissions or
 * a report of drift. They are data, so that no such program knows a resource by its name.
 */
export interface ResourceTraits {
  /** The object in messages, without an article: `key`, `access list`. */
  readonly noun: string;
  /** The role that the requests of each action need, by its name in Atlas's user interface; absent where an action makes none. */
  readonly requiredRoles: Readonly<Partial<Record<Action, string>>>;
  /** A caller may do all of this to the object of its own key or service account, whatever its roles. Default: false. */
  readonly ownObjectPermitted?: boolean;
  /** The object is managed with credentials that the state has, if any, instead of the caller's. Default: false. */
  readonly hasOwnCredentials?: boolean;
  /** A destroy leaves the object in Atlas, unless `deleteOnDestroy: true` was applied. Default: false. */
  readonly staysOnDestroy?: boolean;
  /** The secret that every create returns, in words: `private key`. Default: none. */
  readonly issuesSecret?: string;
  /** What an `up` does when the object was deleted in Atlas. Default: it creates the object again. */
  readonly recreation?: string;
}
