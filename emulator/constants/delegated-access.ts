/** The access that an organization can grant to MCP clients and to partners' programs (documented). */
export const mcpAccess = ["DISALLOWED", "READ_ONLY", "READ_WRITE"] as const;
export const partnerAccess = ["DISALLOWED", "READ_WRITE"] as const;
