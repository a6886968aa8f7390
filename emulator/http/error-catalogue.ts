/** The response of Atlas to a request it refuses: status, and a text with one `%s` for each parameter. */
interface ErrorText {
  readonly status: number;
  readonly detail: string;
}

/**
 * Errors by code. Status and code are Atlas's own. A text that was recorded or observed is exact, and marked so. All
 * other texts are in words of our own: clients cannot rely on them.
 */
export const errorCatalogue = {
  ADDRESS_ALREADY_IN_ACCESS_LIST: t(409, "%s is on this access list already."),
  API_KEY_ALREADY_IN_GROUP: t(400, "API key is already in the group."), // observed
  API_KEY_CANNOT_CREATE_ORG: t(403, "An API key cannot create organizations here."),
  API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG: t(
    400,
    "Atlas can't create a new organization unless the calling API key is associated with a paying organization. To learn more, see: https://www.mongodb.com/docs/atlas/billing/#configure-a-paying-organization in the MongoDB Atlas documentation or contact Support.",
  ), // observed
  API_KEY_NOT_FOUND: t(400, "There is no API key with the ID %s here."), // documented and observed; 404 by a setting
  API_KEY_REQUIRES_DESCRIPTION: t(400, "An API key needs a description that is not empty."),
  API_KEY_ACCESS_LIST_ACCESS_DENIED: t(401, "Only the API key itself or an owner may use its access list."),
  API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND: t(404, "%s is not on the access list of API key %s."),
  ATLAS_GROUP: t(404, "Project %s belongs to Atlas: ask the Atlas Administration API for it."),
  BAD_ACCESS_LIST_ADD_REQUEST: t(400, "An entry names an IP address or a CIDR block, not both."),
  CANNOT_ADD_GROUP_ROLE: t(400, "A project role cannot be given in an organization."),
  CANNOT_ADD_ORG_ROLE: t(400, "An organization role cannot be given in a project."),
  CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST: t(400, "%s cannot be on an access list."),
  CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS: t(
    409,
    "The project still has clusters, so it cannot be deleted.",
  ),
  CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST: t(400, "You are calling from %s, so it stays on the access list."),
  DATA_CONCURRENCY_ERROR: t(409, "Another request is changing the same thing: send this one again."),
  DUPLICATE_ADDRESSES_IN_INPUT: t(400, "The request names the same address more than once."),
  EXPECTED_NON_ATLAS_ORG: t(404, "Organization %s belongs to Atlas, not to Cloud Manager."),
  GROUP_ALREADY_EXISTS: t(409, 'A group with name "%s" already exists.'), // recorded
  GROUP_NOT_FOUND: t(404, "No group with ID %s exists."), // recorded
  INVALID_API_KEY_DESC: t(400, "A description is required and has at most %s characters."),
  INVALID_ATTRIBUTE: t(400, "The request has a field that is not known here: %s."),
  INVALID_CIDR_BLOCK: t(400, "%s is not a CIDR block."),
  INVALID_ENUM_VALUE: t(400, "%s is not one of the allowed values."),
  INVALID_GROUP_NAME: t(400, 'A project cannot be named "%s".'),
  INVALID_IP_ADDRESS_OR_CIDR_NOTATION: t(400, "%s is neither an IP address nor a CIDR block."),
  INVALID_JSON: t(400, "The JSON of the request does not have the form that is expected here."),
  INVALID_JSON_ATTRIBUTE: t(400, "The field %s does not have the form that is expected here."),
  INVALID_ORG_NAME: t(400, 'An organization cannot be named "%s".'),
  INVALID_PATH_PARAMETER: t(400, "The path has a part that is not valid: %s."),
  INVALID_QUERY_PARAMETER: t(400, "The query parameter %s is unknown or has a value that is not valid."),
  INVALID_ROLE_ASSIGNMENT: t(400, "The role assignment is not valid: %s."),
  INVALID_ROLE_FOR_GROUP: t(400, "Invalid role: there is no %s in project %s."), // a client's test wants "Invalid role"
  INVALID_ROLE_FOR_ORG: t(400, "There is no role %s in organization %s."),
  INVALID_VERSION_DATE: t(406, "The Accept header names no version of this resource."),
  IP_ADDRESS_NOT_ON_ACCESS_LIST: t(403, "IP address %s is not allowed to access this resource."), // observed
  MALFORMED_JSON: t(400, "The body of the request is not valid JSON."),
  MAX_API_KEYS_PER_ORG_EXCEEDED: t(400, "There cannot be more than %s API keys in organization %s."),
  MAX_GROUPS_PER_ORG_EXCEEDED: t(400, "There cannot be more than %s projects in organization %s."),
  MISSING_API_KEY_ROLES: t(400, "An API key needs one role or more."),
  MISSING_ATTRIBUTE: t(400, "The field %s is required."),
  MISSING_ATTRIBUTES: t(400, "These fields are required: %s."),
  MISSING_ONE_OF_ATTRIBUTES: t(400, "One of the fields %s and %s is required."),
  MISSING_QUERY_PARAMETER: t(400, "The query parameter %s is required."),
  MULTIPLE_GROUPS: t(409, "More than one project has that name."),
  NOT_ATLAS_GROUP: t(404, "Project %s belongs to Cloud Manager: ask the API under /api/public/v1.0 for it."),
  NOT_ATLAS_ORG: t(
    404,
    "Organization %s belongs to Cloud Manager: ask the API under /api/public/v1.0 for it.",
  ),
  NOT_IN_GROUP: t(401, "There is no such project, or you are not in it."),
  ORG_NOT_EMPTY: t(409, "The organization still has projects, so it cannot be deleted."),
  ORG_NOT_FOUND: t(404, "There is no organization with the ID %s."),
  ORG_REQUIRES_ACCESS_LIST: t(403, "The organization demands an access list, and there is none."),
  PATH_PARAM_PARSE_ERROR: t(400, "One or more path parameter in the request URI %s is malformed."), // observed
  RATE_LIMITED: t(429, "Resource %s is limited to %s requests every %s minutes."), // observed
  RATE_LIMITED_TOKEN_BUCKET: t(
    429,
    "Too many requests for %s: wait %s seconds (at most %s at once, %s more every %s seconds).",
  ),
  RESOURCE_NOT_FOUND: t(404, "Cannot find resource %s."), // recorded
  UNEXPECTED_ERROR: t(500, "Unexpected error."), // recorded
  USER_CANNOT_ACCESS_GROUP: t(401, "You have no access to this project."),
  USER_CANNOT_ACCESS_ORG: t(401, "You have no access to this organization."),
  USER_NOT_FOUND: t(404, "There is no user with the ID %s."),
  USER_UNAUTHORIZED: t(401, "Your roles do not allow this."),
  VALIDATION_ERROR: t(400, "The request is not valid: %s."),
  VERSION_GONE: t(410, "The version that the Accept header names has ended."),
} as const;

function t(status: number, detail: string): ErrorText {
  return { status, detail };
}
