# Makes survey-package.json: figures of made-up answers as R's survey package computes them, to compare scoring/ with.
#   Rscript test/vectors/survey-package.R > test/vectors/survey-package.json
# Needs R with the packages survey and jsonlite. Each respondent is a cluster of answers in one stratum; a known number
# of transactions enters as finite population correction.
suppressPackageStartupMessages({ library(survey); library(jsonlite) })

criteria <- c("F1.1", "F1.2", "F2.1", "F2.2", "F2.3", "F3.1", "F4.1", "F5.1", "F5.2")
factors <- sub("\\..*", "", criteria)
weights <- c(F1 = 0.1, F2 = 0.2, F3 = 0.3, F4 = 0.25, F5 = 0.15)

# Answers that differ between people more than within them, with blanks; a row a respondent, 0 for not given.
answers <- function(seed, n, mood, blank, spread = 1, without = character()) {
  set.seed(seed)
  person <- rnorm(n, mood, spread)
  gaps <- runif(n, 0, 2 * blank)
  level <- function(shift) pmin(5, pmax(1, round(person + shift + rnorm(n, 0, 0.7))))
  rows <- sapply(seq_along(criteria), function(i) ifelse(runif(n) < gaps, 0, level(sin(i) / 2)))
  rows <- matrix(rows, nrow = n)
  rows[, factors %in% without] <- 0
  list(levels = rows, overall = ifelse(runif(n) < blank, 0, level(0)))
}

# Variance in squared points, intervals by the package's own functions. No interval where the share is 0 or 1 or the
# variance is 0 (less than rounding): the package has none to compare with there.
isFlat <- function(share, variance) share < 1e-12 || share > 1 - 1e-12 || variance < 1e-20
none <- list(lower = NULL, upper = NULL)
ends <- function(interval) list(lower = 100 * interval[[1]], upper = 100 * interval[[2]])

share <- function(yes, id, N) {
  n <- length(unique(id))
  if (n < 2) return(NULL)
  rows <- data.frame(yes = as.numeric(yes), id = id)
  rows$N <- N
  design <- if (is.null(N)) svydesign(ids = ~id, data = rows, weights = ~1)
            else svydesign(ids = ~id, data = rows, fpc = ~N, weights = ~1)
  mean <- svymean(~yes, design)
  result <- list(n = n, answers = nrow(rows), index = 100 * coef(mean)[[1]], variance = 1e4 * vcov(mean)[[1]])
  if (isFlat(coef(mean)[[1]], vcov(mean)[[1]])) return(c(result, none))
  c(result, ends(attr(svyciprop(~yes, design, method = "beta", df = degf(design)), "ci")))
}

score <- function(level, id, N, base, range) {
  n <- length(unique(id))
  if (n < 2) return(NULL)
  rows <- data.frame(value = (level - base) / range, id = id)
  rows$N <- N
  design <- if (is.null(N)) svydesign(ids = ~id, data = rows, weights = ~1)
            else svydesign(ids = ~id, data = rows, fpc = ~N, weights = ~1)
  mean <- svymean(~value, design)
  interval <- confint(mean, df = degf(design))
  least <- (1 - base) / range
  c(list(n = n, answers = nrow(rows), index = 100 * coef(mean)[[1]], variance = 1e4 * vcov(mean)[[1]]),
    ends(c(max(least, interval[1]), min(1, interval[2]))))
}

# A weighted mean of ratios by the delta method on estimated totals, a row a respondent.
meanOfRatios <- function(levels, groups, weight, N) {
  asked <- rowSums(levels > 0) > 0
  levels <- levels[asked, , drop = FALSE]
  n <- nrow(levels)
  answered <- names(weight)[sapply(names(weight), function(g) any(levels[, groups == g] > 0))]
  if (n < 2) return(NULL)
  wide <- data.frame(row = seq_len(n))
  for (g in seq_along(answered)) {
    of <- levels[, groups == answered[g], drop = FALSE]
    wide[[paste0("x", g)]] <- rowSums(of > 0)
    wide[[paste0("y", g)]] <- rowSums(of >= 4)
  }
  wide$N <- N
  design <- if (is.null(N)) svydesign(ids = ~1, data = wide, weights = ~1) else svydesign(ids = ~1, data = wide, fpc = ~N, weights = ~1)
  totals <- svytotal(reformulate(setdiff(names(wide), c("row", "N"))), design)
  parts <- weight[answered] / sum(weight[answered])
  formula <- paste(sprintf("%.17g * y%d / x%d", parts, seq_along(answered), seq_along(answered)), collapse = " + ")
  estimate <- svycontrast(totals, list(index = parse(text = formula)[[1]]))
  R <- coef(estimate)[[1]]
  variance <- vcov(estimate)[[1]]
  m <- sum(levels > 0)
  # the interval as svyciprop(method = "beta") has it, which takes a single variable only
  size <- R * (1 - R) / variance * (qt(0.025, m - 1) / qt(0.025, degf(design)))^2
  interval <- c(qbeta(0.025, size * R, size * (1 - R) + 1), qbeta(0.975, size * R + 1, size * (1 - R)))
  c(list(n = n, answers = m, index = 100 * R, variance = 1e4 * variance), if (isFlat(R, variance)) none else ends(interval))
}

vector <- function(name, sample, N = NULL) {
  levels <- sample$levels
  rows <- row(levels)
  given <- function(columns) which(levels > 0 & matrix(rep(columns, each = nrow(levels)), nrow(levels)))
  ofShare <- function(columns) { at <- given(columns); share(levels[at] >= 4, rows[at], N) }
  all <- given(rep(TRUE, length(criteria)))
  asked <- which(rowSums(levels > 0) > 0)
  even <- function(groups) sapply(unique(groups), function(g) 1)
  of <- function(names, figure) { found <- lapply(names, figure); names(found) <- names; found }
  list(
    name = name,
    population = N,
    levels = paste(apply(levels, 1, paste, collapse = ""), collapse = " "),
    overall = paste(sample$overall, collapse = ""),
    methods = list(
      "index.pooled" = ofShare(rep(TRUE, length(criteria))),
      "index.mean-questions" = meanOfRatios(levels, criteria, even(criteria), N),
      "index.mean-factors" = meanOfRatios(levels, factors, even(factors), N),
      "index.weighted-factors" = if (all(sapply(names(weights), function(f) any(levels[, factors == f] > 0))))
        meanOfRatios(levels, factors, weights, N),
      "index.direct" = { at <- which(sample$overall > 0); share(sample$overall[at] >= 4, at, N) },
      "score.percent-of-5" = score(levels[all], rows[all], N, 0, 5),
      "score.percent-of-range" = score(levels[all], rows[all], N, 1, 4),
      "respondent.fully-satisfied" = share(apply(levels[asked, , drop = FALSE], 1, function(r) all(r[r > 0] >= 4)), asked, N)
    ),
    factors = of(unique(factors), function(f) ofShare(factors == f)),
    factorMeans = of(unique(factors), function(f) {
      if (any(levels[, factors == f] > 0)) meanOfRatios(levels[, factors == f, drop = FALSE], criteria[factors == f], even(criteria[factors == f]), N)
    }),
    criteria = of(criteria, function(c) ofShare(criteria == c))
  )
}

typical <- answers(1, 120, 4.1, 0.15)
result <- list(
  note = paste("Made by survey-package.R with R", getRversion(), "and survey", packageVersion("survey")),
  criteria = criteria,
  weights = as.list(weights),
  vectors = list(
    vector("typical", typical),
    vector("typical, 150 transactions", typical, 150),
    vector("typical, a million transactions", typical, 1e6),
    vector("people who agree with themselves", answers(2, 60, 3.8, 0.1, spread = 2)),
    vector("very satisfied", answers(3, 400, 4.9, 0.05)),
    vector("very satisfied, 401 transactions", answers(3, 400, 4.9, 0.05), 401),
    vector("dissatisfied, many blanks", answers(4, 80, 2.4, 0.45)),
    vector("few respondents", answers(5, 7, 3.7, 0.3)),
    vector("two respondents", answers(6, 2, 3.6, 0.1)),
    vector("nobody asked about comments", answers(7, 90, 4, 0.2, without = "F5"))
  )
)
cat(toJSON(result, digits = NA, auto_unbox = TRUE, null = "null", pretty = 1), "\n")
