# Writes the observations that rsdmx reads of a door as a table: read_sdmx.R URL
suppressWarnings({
  library(rsdmx)
  observations <- as.data.frame(readSDMX(commandArgs(TRUE)[1]))
})
write.csv(observations, row.names = FALSE, na = "")
