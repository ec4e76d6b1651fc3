#include "models/trialtablemodel.h"

#include "core/lab/resulttables.h"

#include <array>

namespace models {

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

constexpr std::array<Column<TrialEntry>, 6> trialColumns{{
    {"trial", HEADER("Trial"), "", HEADER("Its place in the order of the experiment"),
     CellKind::Number, 6, [](const TrialEntry &t) { return QString::number(t.index + 1); },
     [](const TrialEntry &t) { return QVariant(t.index); }},
    {"setting", HEADER("Setting"), "", HEADER("The values of the swept keys"), CellKind::Words, 30,
     [](const TrialEntry &t) { return t.setting; },
     [](const TrialEntry &t) { return QVariant(t.setting); }},
    {"rep", HEADER("Rep."), "", HEADER("Which repetition of the setting"), CellKind::Number, 5,
     [](const TrialEntry &t) { return QString::number(t.repetition + 1); },
     [](const TrialEntry &t) { return QVariant(t.repetition); }},
    {"seed", HEADER("Seed"), "", HEADER("Of every random choice: the same gives the same trial"),
     CellKind::Number, 17, [](const TrialEntry &t) { return QString::number(t.seed); },
     [](const TrialEntry &t) { return QVariant(quint64(t.seed)); }},
    {"value", HEADER("Value"), "", HEADER("The chosen metric of the chosen group"),
     CellKind::Number, 10,
     [](const TrialEntry &t) {
         return t.value ? QString::number(*t.value, 'g', 5) : QStringLiteral("–");
     },
     [](const TrialEntry &t) { return t.value ? QVariant(*t.value) : QVariant(-1.0); }},
    {"state", HEADER("State"), "", HEADER("Whether it finished, or why not"), CellKind::Words, 16,
     [](const TrialEntry &t) {
         return t.fault.isEmpty() ? QCoreApplication::translate("Trial", "finished") : t.fault;
     },
     [](const TrialEntry &t) { return QVariant(t.fault); }},
}};

#undef HEADER

} // namespace

TrialTableModel::TrialTableModel(QObject *parent)
    : SnapshotTableModel(trialColumns, parent)
{
}

std::vector<TrialEntry> trialEntries(const lab::ExperimentResults &results,
                                     const std::string &metric, const std::string &group)
{
    const lab::Experiment &experiment = results.experiment();
    std::vector<TrialEntry> entries;
    for (const auto &[index, result] : results.trials()) {
        const lab::Trial &trial = experiment.trials()[index];
        TrialEntry &entry = entries.emplace_back();
        entry.index = index;
        entry.setting
            = QString::fromStdString(lab::settingText(experiment.sweep().setting(trial.setting)));
        entry.repetition = trial.repetition;
        entry.seed = trial.seed;
        if (result.fault)
            entry.fault = QString::fromStdString(*result.fault);
        for (const lab::Measured &each : results.measuredOf(index)) {
            if (each.metric == metric && each.group == group)
                entry.value = each.value;
        }
    }
    return entries;
}

} // namespace models
