# Makes comparisons.json: differences, adjusted p-values, rank intervals, funnel limits, over-dispersion, priors, standardised
# shares and gains as R and its packages have them, to compare scoring/ with (docs/method.md, sections 6 and 7.2).
#   Rscript test/vectors/comparisons.R > test/vectors/comparisons.json
# Needs R with the packages survey, metafor and jsonlite.
suppressPackageStartupMessages({ library(survey); library(metafor); library(jsonlite) })

# Figures of y satisfied among n respondents of one answer each, in points: as scoring/ has them.
figure <- function(y, n) {
  R <- y / n
  variance <- R * (1 - R) / (n - 1)
  size <- ifelse(variance > 0, n - 1, n)
  lower <- ifelse(y == 0, 0, qbeta(0.025, size * R, size * (1 - R) + 1))
  upper <- ifelse(y == n, 1, qbeta(0.975, size * R + 1, size * (1 - R)))
  z <- qnorm(0.975)
  data.frame(y = y, n = n, index = 100 * R, variance = 1e4 * variance, size = size, lower = 100 * lower, upper = 100 * upper,
             below = 1e4 * pmax(variance, ((R - lower) / z)^2), above = 1e4 * pmax(variance, ((upper - R) / z)^2))
}
compare <- function(a, b) {
  points <- a$index - b$index
  down <- sqrt(a$below + b$above)
  up <- sqrt(a$above + b$below)
  se <- ifelse(points > 0, down, ifelse(points < 0, up, pmax(down, up)))
  data.frame(points = points, standardError = se, z = points / se, p = 2 * pnorm(-abs(points / se)),
             lower = pmax(-100, points - qnorm(0.975) * down), upper = pmin(100, points + qnorm(0.975) * up))
}

# --- differences
first <- figure(c(6, 360, 99, 0, 20, 380, 50, 1900, 5), c(6, 400, 100, 12, 20, 400, 50, 2000, 9))
second <- figure(c(300, 300, 93, 40, 20, 380, 49, 1850, 7), c(400, 400, 100, 40, 20, 400, 50, 2000, 300))
differences <- list(first = first[c("y", "n")], second = second[c("y", "n")], expected = compare(first, second))

# --- Newcombe (1998), table II, method 10: printed limits; and Wilson intervals to put them together from
wilson <- function(y, n) suppressWarnings(as.numeric(prop.test(y, n, correct = FALSE)$conf.int))
newcombe <- Map(function(y1, n1, y2, n2, lower, upper)
  list(a = c(y1, n1), b = c(y2, n2), wilsonA = wilson(y1, n1), wilsonB = wilson(y2, n2), printed = c(lower, upper)),
  c(56, 9, 6, 5, 0, 0, 10, 10), c(70, 10, 7, 56, 10, 10, 10, 10), c(48, 3, 2, 0, 0, 0, 0, 0), c(80, 10, 7, 29, 20, 10, 20, 10),
  c("0.0524", "0.1705", "0.0582", "-0.0381", "-0.1611", "-0.2775", "0.6791", "0.6075"),
  c("0.3339", "0.8090", "0.8062", "0.1926", "0.2775", "0.2775", "1.0000", "1.0000"))
for (v in newcombe) {
  d <- v$a[1] / v$a[2] - v$b[1] / v$b[2]
  lower <- d - sqrt((v$a[1] / v$a[2] - v$wilsonA[1])^2 + (v$wilsonB[2] - v$b[1] / v$b[2])^2)
  upper <- d + sqrt((v$wilsonA[2] - v$a[1] / v$a[2])^2 + (v$b[1] / v$b[2] - v$wilsonB[1])^2)
  stopifnot(identical(sprintf("%.4f", c(lower, upper)), v$printed))
}

# --- normal tails, and p.adjust with ties and tests that could not be made
z <- c(-6, -1.5, 0, 1e-9, 0.3, 1, 1.959963984540054, 2.7, 2.9999999, 3, 3.1, 4.5, 6, 8.2, 15, 37)
p <- c(1e-30, 1e-12, 1e-7, 1e-4, 0.0013, 0.025, 0.3, 0.5, 0.975)
set.seed(7)
pValues <- list(c(0.01, 0.04, 0.03), c(0.5), c(0.05, 0.05, 0.05), c(0, 1, 0.02, NA, 0.02), c(NA, NA), numeric(0),
                round(runif(60)^3, 3), c(rep(NA, 5), runif(40)^6), rep(1, 4))
adjusted <- lapply(pValues, function(p) list(p = I(p), adjusted = I(p.adjust(p, "BH"))))

# --- all pairs of many units
standings <- function(units, rate) {
  k <- nrow(units)
  pairs <- t(combn(k, 2))
  tests <- compare(units[pairs[, 1], ], units[pairs[, 2], ])
  found <- which(p.adjust(tests$p, "BH") <= rate)
  better <- matrix(FALSE, k, k) # better[i, j]: i significantly better than j
  for (row in found) {
    ij <- if (tests$points[row] > 0) pairs[row, ] else rev(pairs[row, ])
    better[ij[1], ij[2]] <- TRUE
  }
  group <- rep(0, k)
  for (round in seq_len(k)) {
    left <- group == 0
    if (!any(left)) break
    group[left & colSums(better[left, , drop = FALSE]) == 0] <- round
  }
  list(rate = rate, y = units$y, n = units$n, significant = length(found), rank = rank(-units$index, ties.method = "min"),
       best = 1 + colSums(better), worst = k - rowSums(better), group = group)
}
set.seed(11)
sizes <- c(round(exp(runif(56, log(5), log(3000)))), 6, 9, 40, 400)
true <- rbeta(60, 60, 6)
many <- figure(c(rbinom(56, sizes[1:56], true[1:56]), 6, 9, 40, 300), sizes)
same <- figure(rbinom(30, 200, 0.9), rep(200, 30))

# --- the binomial tail at numbers that are not whole, and funnel limits found on it
size <- c(1, 2.5, 17, 80.7, 385.2, 5000, 123456.7, 1e6)
tails <- expand.grid(size = size, fraction = c(0, 0.2, 0.6, 0.93, 0.97), share = c(0.02, 0.5, 0.9, 0.95, 0.999))
tails$hits <- tails$fraction * tails$size
tails$tail <- pbeta(1 - tails$share, tails$size - tails$hits, tails$hits + 1)
root <- function(tail, share, n) {
  excess <- function(r) pbeta(1 - share, n - r, r + 1, log.p = TRUE) - log(tail)
  if (excess(0) >= 0) return(0)
  uniroot(excess, c(0, n * share), tol = 1e-13 * n, maxiter = 10000)$root / n
}
limits <- function(centre, n, tail) c(100 * root(tail, centre / 100, n), 100 - 100 * root(tail, 1 - centre / 100, n))
# The smallest r with P(R <= r) > tail, as Spiegelhalter takes it: the limit lies less than one answer below.
step <- function(centre, n, tail) qbinom(tail, n, centre / 100)
around <- expand.grid(centre = c(3, 50, 82.97, 95, 99.5), effective = c(1, 6, 20, 73, 400.3, 5000, 2e5))
funnel <- lapply(seq_len(nrow(around)), function(i) with(around[i, ], list(centre = centre, effective = effective,
  inner = limits(centre, effective, 0.025), outer = limits(centre, effective, 0.001),
  steps = if (effective == round(effective)) list(
    inner = c(step(centre, effective, 0.025), effective - step(100 - centre, effective, 0.025)),
    outer = c(step(centre, effective, 0.001), effective - step(100 - centre, effective, 0.001))))))

# --- over-dispersion and prior of a group
winsorise <- function(z, q = 0.1) pmin(pmax(z, quantile(z, q, type = 7)), quantile(z, 1 - q, type = 7))
between <- function(units, phi, w) max(0, (units * phi - (units - 1)) / (sum(w) - sum(w^2) / sum(w)))
spread <- function(units) {
  R <- units$index / 100
  mean <- sum(units$size * R) / sum(units$size)
  w <- units$size / (mean * (1 - mean))
  z <- (R - mean) * sqrt(w)
  # without winsorising this is the estimate of DerSimonian and Laird, as metafor has it
  plain <- rma(yi = R, vi = 1 / w, method = "DL", control = list(tau2.min = 0))
  stopifnot(abs(plain$tau2 - between(nrow(units), mean(z^2), w)) < 1e-12)
  phi <- mean(winsorise(z)^2)
  S <- sum(units$size * (R - mean)^2)
  V <- mean * (1 - mean)
  I <- nrow(units)
  rho <- (S - (I - 1) * V) / (V * (sum(units$size) - sum(units$size^2) / sum(units$size) - (I - 1)))
  list(y = units$y, n = units$n, mean = 100 * mean, phi = phi, between = 1e4 * between(nrow(units), phi, w),
       prior = if (rho > 0) (1 - rho) / rho, shrunken = if (rho > 0) 100 * (units$size * R + (1 - rho) / rho * mean) / (units$size + (1 - rho) / rho))
}

# --- equal mix: strata of known weight, a row an answer
mix <- function(y, n, weight) {
  field <- rep(seq_along(n), n)
  rows <- data.frame(yes = unlist(Map(function(y, n) rep(c(1, 0), c(y, n - y)), y, n)), field = field,
                     weight = (weight / n)[field], id = seq_along(field))
  design <- svydesign(ids = ~id, strata = ~field, weights = ~weight, data = rows)
  mean <- svymean(~yes, design)
  ci <- attr(svyciprop(~yes, design, method = "beta", df = degf(design)), "ci")
  list(y = y, n = n, weight = weight, index = 100 * coef(mean)[[1]], variance = 1e4 * vcov(mean)[[1]],
       lower = 100 * ci[[1]], upper = 100 * ci[[2]])
}

# --- the gain of a criterion: half the share of all answers that are unsatisfied answers to it, answers clustered by person
set.seed(23)
levels <- matrix(sample(0:5, 45 * 5, replace = TRUE, prob = c(1, 1, 1, 2, 6, 9)), ncol = 5)
gains <- lapply(1:5, function(criterion) {
  at <- which(levels > 0)
  rows <- data.frame(bad = as.numeric(levels[at] <= 3 & col(levels)[at] == criterion), id = row(levels)[at])
  design <- svydesign(ids = ~id, weights = ~1, data = rows)
  ci <- attr(svyciprop(~bad, design, method = "beta", df = degf(design)), "ci")
  list(gain = 50 * coef(svymean(~bad, design))[[1]], lower = 50 * ci[[1]], upper = 50 * ci[[2]])
})

cat(toJSON(list(
  note = paste("Made by comparisons.R with R ", getRversion(), ", survey ", packageVersion("survey"), " and metafor ",
               packageVersion("metafor"), "; newcombe: printed limits as in Newcombe, Statistics in Medicine 17 (1998), table II, method 10",
               sep = ""),
  normal = list(tails = data.frame(z = z, tail = pnorm(z, lower.tail = FALSE)), quantiles = data.frame(p = p, z = qnorm(p))),
  differences = differences,
  newcombe = newcombe,
  adjusted = adjusted,
  standings = list(standings(many, 0.05), standings(many, 0.2), standings(same, 0.05)),
  tails = tails,
  funnel = funnel,
  spread = list(spread(many), spread(same), spread(figure(many$y[1:12], many$n[1:12]))),
  mix = list(mix(c(54, 180, 40), c(60, 200, 50), c(3, 5, 2)), mix(c(27, 95), c(30, 100), c(1, 1))),
  gains = list(levels = apply(levels, 1, paste, collapse = ""), expected = gains)
), digits = NA, na = "null", auto_unbox = TRUE, null = "null"), "\n")
