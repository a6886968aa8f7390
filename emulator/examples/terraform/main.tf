# Creates a project and an API key with a role in it. The provider reads MONGODB_ATLAS_BASE_URL,
# MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY.
terraform {
  required_providers {
    mongodbatlas = {
      source = "mongodb/mongodbatlas"
    }
  }
}

variable "org_id" {
  description = "Organization that owns the project and the key."
  type        = string
}

resource "mongodbatlas_project" "orders" {
  name   = "orders"
  org_id = var.org_id
}

resource "mongodbatlas_api_key" "deploy" {
  org_id      = var.org_id
  description = "created by Terraform"
  role_names  = ["ORG_READ_ONLY"]
}

resource "mongodbatlas_api_key_project_assignment" "deploy" {
  project_id = mongodbatlas_project.orders.id
  api_key_id = mongodbatlas_api_key.deploy.api_key_id
  roles      = ["GROUP_READ_ONLY"]
}
