module example

go 1.21

require github.com/mongodb-forks/digest v1.1.0
