# R's part of benchmarks/endpoints.py: seconds for each task, one a line (name,seconds).
suppressPackageStartupMessages(library(survival))
folder <- commandArgs(trailingOnly = TRUE)[1]
limits <- "log-log"
median_of <- function(time, event) {
  summary(survfit(Surv(time, event) ~ 1, conf.type = limits))$table[c("median", "0.95LCL", "0.95UCL")]
}
clock <- function(run, at_least = 0.5) {
  run()
  times <- 0
  start <- proc.time()[["elapsed"]]
  while ((spent <- proc.time()[["elapsed"]] - start) < at_least) { run(); times <- times + 1 }
  spent / times
}
for (n in c(30L, 10000L, 1000000L)) {
  size <- sprintf("%d", n)
  time <- readBin(file.path(folder, paste0("time_", size, ".bin")), "double", n)
  event <- readBin(file.path(folder, paste0("event_", size, ".bin")), "double", n)
  cat(sprintf("km_%d,%.9f\n", n, clock(function() median_of(time, event))))
}
trials <- as.integer(commandArgs(trailingOnly = TRUE)[2])
people <- 30
values <- readBin(file.path(folder, "trials.bin"), "double", trials * people * 5 * 3)
values <- array(values, c(people, trials, 5, 3))
start <- proc.time()[["elapsed"]]
for (trial in seq_len(trials)) for (endpoint in 1:5) {
  here <- values[, trial, endpoint, 3] == 1
  if (any(here)) median_of(values[here, trial, endpoint, 1], values[here, trial, endpoint, 2])
}
cat(sprintf("trial,%.9f\n", (proc.time()[["elapsed"]] - start) / trials))
