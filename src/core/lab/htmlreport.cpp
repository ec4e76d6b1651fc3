#include "core/lab/htmlreport.h"

#include "core/lab/plotmarks.h"
#include "core/lab/plotsvg.h"
#include "core/lab/resultplots.h"
#include "core/lab/resulttables.h"

#include <algorithm>
#include <fmt/format.h>

namespace lab {

namespace {

constexpr std::string_view style = R"(<style>
:root { color-scheme: light dark; --paper: #fff; --text: #1b1b1b; --line: #ccc; }
body { background: var(--paper); color: var(--text); font: 15px/1.5 sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: right; }
th.word, td.word { text-align: left; }
div.table, pre { overflow-x: auto; }
figure { margin: 1rem 0; }
svg { max-width: 100%; height: auto; }
.dark { display: none; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #1a2027; --text: #e8edf2; --line: #55606b; }
  .dark { display: block; }
  .light { display: none; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; }
  figure, tr { break-inside: avoid; }
  table { font-size: 7.5pt; }
  th, td { padding: .1rem .3rem; }
  td { white-space: nowrap; }
  div.table { overflow: visible; }
  pre { white-space: pre-wrap; }
}
</style>
)";

/// An SVG document as an element of a page: without its XML declaration.
std::string inlined(const Plot &plot, PlotPaper::Ink ink, std::string_view theme)
{
    const std::string svg = svgOf(plot, {.ink = ink});
    const std::size_t begin = svg.find("<svg");
    return fmt::format("<div class=\"{}\">{}</div>\n", theme,
                       begin == std::string::npos ? svg : svg.substr(begin));
}

std::string figure(const Plot &plot)
{
    return "<figure>\n" + inlined(plot, PlotPaper::Ink::Light, "light")
        + inlined(plot, PlotPaper::Ink::Dark, "dark") + "</figure>\n";
}

std::string cell(std::string_view text, bool isHead, bool isWord)
{
    const std::string_view tag = isHead ? "th" : "td";
    return fmt::format("<{0}{1}>{2}</{0}>", tag, isWord ? " class=\"word\"" : "", escaped(text));
}

/// Besides those that every report has, it has what a theory of the scenario predicts.
bool isReported(const ExperimentResults &results, std::string_view metric)
{
    const auto &theories = results.experiment().scenario().theories;
    return std::ranges::find(reportedMetrics, metric) != std::end(reportedMetrics)
        || std::ranges::find(theories, metric, &TheoryUse::metric) != theories.end();
}

std::string spanOf(const std::optional<Interval> &interval)
{
    return interval ? fmt::format("{:.5g} to {:.5g}", interval->low, interval->high) : "";
}

std::string summaryTable(const ExperimentResults &results)
{
    const Sweep &sweep = results.experiment().sweep();
    std::string text = "<div class=\"table\"><table>\n<thead><tr>";
    for (const Axis &axis : sweep.axes)
        text += cell(axis.path, true, true);
    for (const char *head : {"group", "metric", "unit"})
        text += cell(head, true, true);
    for (const char *head : {"n", "mean", "95 % interval", "sd", "median"})
        text += cell(head, true, false);
    text += "</tr></thead>\n<tbody>\n";
    for (const SummaryRow &row : results.summary()) {
        if (!isReported(results, row.metric))
            continue;
        const Statistic &s = row.statistic;
        text += "<tr>";
        for (const Assignment &each : sweep.setting(row.setting))
            text += cell(textOf(each.value), false, true);
        text += cell(row.group, false, true) + cell(row.metric, false, true)
            + cell(std::ranges::find(metrics(), row.metric, &Metric::name)->unit, false, true)
            + cell(fmt::format("{}", s.n), false, false)
            + cell(fmt::format("{:.5g}", s.mean), false, false)
            + cell(spanOf(s.meanInterval), false, false)
            + cell(s.deviation ? fmt::format("{:.3g}", *s.deviation) : "", false, false)
            + cell(fmt::format("{:.5g}", s.median), false, false) + "</tr>\n";
    }
    return text + "</tbody></table></div>\n";
}

std::string failures(const ExperimentResults &results)
{
    if (results.failures() == 0)
        return {};
    std::string text = "<h2>Failed trials</h2>\n<ul>\n";
    for (const auto &[index, result] : results.trials()) {
        const Trial &trial = results.experiment().trials()[index];
        if (result.fault)
            text += fmt::format(
                "<li>trial {}, seed {}, {}: {}</li>\n", index + 1, trial.seed,
                escaped(settingText(results.experiment().sweep().setting(trial.setting))),
                escaped(*result.fault));
    }
    return text + "</ul>\n";
}

constexpr std::string_view howToLoad = R"(<h2>Load and repeat</h2>
<pre>import pandas; trials = pandas.read_csv("trials.csv")   # Python
trials &lt;- read.csv("trials.csv")                         # R
torrarium run scenario.toml -o again                      # all of it once more
torrarium verify .                                        # some trials, compared</pre>
)";

} // namespace

std::vector<ReportPlot> reportPlots(const ExperimentResults &results)
{
    std::vector<ReportPlot> plots;
    for (const Metric &metric : metrics()) {
        const std::string name(metric.name);
        if (isReported(results, name))
            plots.push_back({name, plotOf(results, {.metric = name})});
    }
    plots.push_back({"completion-ecdf", plotOf(results, {.kind = PlotChoice::Kind::PeersEcdf})});
    std::erase_if(plots, [](const ReportPlot &each) { return each.plot.series.empty(); });
    return plots;
}

std::string htmlReport(const ExperimentResults &results)
{
    const Scenario &scenario = results.experiment().scenario();
    const Sweep &sweep = results.experiment().sweep();
    const std::string title = escaped(scenario.name.empty() ? "Experiment" : scenario.name);
    std::string page = fmt::format("<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
                                   "charset=\"utf-8\"><title>{}</title>\n{}</head><body>\n",
                                   title, style);
    page += fmt::format("<h1>{}</h1>\n<p>{}</p>\n", title, escaped(scenario.description));
    page += fmt::format("<p>{} settings, {} repetitions, seed {}; {} of {} trials finished, {} "
                        "failed.</p>\n",
                        sweep.settingCount(), sweep.repetitions, scenario.setup.seed,
                        results.trials().size() - results.failures(),
                        results.experiment().trials().size(), results.failures());
    for (const ReportPlot &each : reportPlots(results))
        page += figure(each.plot);
    page += "<h2>Summary</h2>\n" + summaryTable(results) + failures(results);
    page += howToLoad;
    page += fmt::format("<h2>Scenario</h2>\n<pre>{}</pre>\n</body></html>\n",
                        escaped(results.experiment().text()));
    return page;
}

} // namespace lab
