# Makes quantiles.json: quantiles of the beta and t distributions as R has them (TOMS 708 and its own root search), at
# ordinary and extreme arguments, to compare scoring/quantiles.ts with.
#   Rscript test/vectors/quantiles.R > test/vectors/quantiles.json
# Needs R with the package jsonlite. A quantile beyond 0.5 is kept as its distance from 1, where its digits are.
suppressPackageStartupMessages(library(jsonlite))

sizes <- c(1.3, 2, 5.5, 17, 72, 385.2, 2000, 43210.9, 3e5, 1.7e6, 5e6, 1e8, 1e10)
shares <- c(1e-5, 0.003, 0.03, 0.25, 0.5, 0.8, 0.95, 0.97, 0.999, 0.99999)
grid <- expand.grid(size = sizes, share = shares)
hits <- grid$size * grid$share
misses <- grid$size * (1 - grid$share)

quantiles <- function(p, a, b) {
  near <- qbeta(p, a, b)
  far <- qbeta(1 - p, b, a)
  data.frame(p = p, a = a, b = b, fromZero = ifelse(near <= 0.5, near, NA), fromOne = ifelse(near <= 0.5, NA, far))
}
freedom <- c(1, 2, 3, 4, 5.5, 9, 30, 99, 385, 5000, 123456, 5e6, 1e9)
cat(toJSON(list(
  note = paste("Made by quantiles.R with R", getRversion()),
  beta = rbind(quantiles(0.025, hits, misses + 1), quantiles(0.975, hits + 1, misses)),
  t = data.frame(freedom = freedom, quantile = qt(0.975, freedom))
), digits = NA, na = "null", auto_unbox = TRUE), "\n")
