# Prints what R's survival package says of many data sets, one number a line:
# set, quantity, kind of limits, time, value. Called by test_survival_against_r.py.
suppressPackageStartupMessages(library(survival))
args <- commandArgs(trailingOnly = TRUE)
all <- read.csv(args[1])
say <- function(set, what, limits, time, value) {
  cat(paste(set, what, limits, sprintf("%.17g", time), sprintf("%.17g", value), sep = ","), sep = "\n")
}
for (set in unique(all$set)) {
  d <- all[all$set == set, ]
  last <- max(d$time)
  for (limits in c("log", "log-log", "plain")) {
    fit <- survfit(Surv(time, event) ~ 1, data = d, conf.type = limits)
    if (limits == "log") {
      say(set, "surv", "-", fit$time, fit$surv)
      say(set, "risk", "-", fit$time, fit$n.risk)
      say(set, "died", "-", fit$time, fit$n.event)
      say(set, "error", "-", fit$time, fit$std.err)
      tau <- d$tau[1]
      if (tau > min(d$time)) {
        t <- summary(fit, rmean = tau)$table
        say(set, "rmst", "-", tau, t[["rmean"]])
        say(set, "rmst_se", "-", tau, t[["se(rmean)"]])
      }
      q <- quantile(fit, c(0.25, 0.75), conf.int = FALSE)
      say(set, "q25", "-", 0, q[[1]])
      say(set, "q75", "-", 0, q[[2]])
    }
    say(set, "lower", limits, fit$time, fit$lower)
    say(set, "upper", limits, fit$time, fit$upper)
    t <- summary(fit)$table
    say(set, "median", limits, 0, t[["median"]])
    say(set, "median_lower", limits, 0, t[["0.95LCL"]])
    say(set, "median_upper", limits, 0, t[["0.95UCL"]])
    at <- summary(fit, times = last / 2)
    say(set, "at", limits, last / 2, at$surv)
    say(set, "at_error", limits, last / 2, at$std.err)
    say(set, "at_lower", limits, last / 2, at$lower)
    say(set, "at_upper", limits, last / 2, at$upper)
    say(set, "at_risk", limits, last / 2, at$n.risk)
  }
  reverse <- survfit(Surv(time, 1 - event) ~ 1, data = d)
  say(set, "reverse", "-", 0, summary(reverse)$table[["median"]])
  if (any(d$code == 1) && any(d$code == 2)) {
    competing <- survfit(Surv(time, factor(code, 0:2)) ~ 1, data = d)
    for (k in 1:2) say(set, paste0("cif", k), "-", competing$time, competing$pstate[, k + 1])
  }
}
