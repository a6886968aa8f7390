// Creates an organization API key with the Digest transport of the official Go clients, and prints its public key.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/mongodb-forks/digest"
)

func main() {
	transport := digest.NewTransport(
		os.Getenv("MONGODB_ATLAS_PUBLIC_API_KEY"),
		os.Getenv("MONGODB_ATLAS_PRIVATE_API_KEY"),
	)
	client, err := transport.Client()
	if err != nil {
		log.Fatal(err)
	}
	url := fmt.Sprintf("%s/api/atlas/v2/orgs/%s/apiKeys",
		os.Getenv("MONGODB_ATLAS_BASE_URL"), os.Getenv("MONGODB_ATLAS_ORG_ID"))
	body := strings.NewReader(`{ "desc": "created by Go", "roles": ["ORG_READ_ONLY"] }`)
	request, err := http.NewRequest(http.MethodPost, url, body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Accept", "application/vnd.atlas.2023-01-01+json")
	request.Header.Set("Content-Type", "application/json")

	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		log.Fatalf("POST %s: %s", url, response.Status)
	}
	var key struct {
		PublicKey string `json:"publicKey"`
	}
	if err := json.NewDecoder(response.Body).Decode(&key); err != nil {
		log.Fatal(err)
	}
	fmt.Println(key.PublicKey)
}
