#pragma once

#include "core/lab/experimentresults.h"
#include "models/snapshottablemodel.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace models {

/// A trial as the table of results shows it.
struct TrialEntry {
    std::uint32_t index = 0; ///< in the order of the experiment
    QString setting; ///< "content.size=4 MB, ..."
    std::uint32_t repetition = 0;
    std::uint64_t seed = 0;
    std::optional<double> value; ///< of the chosen metric
    QString fault; ///< why it failed

    [[nodiscard]] std::uint32_t key() const { return index; }
    [[nodiscard]] QString keyText() const { return QString::number(index); }
    bool operator==(const TrialEntry &) const = default;
};

/// The trials that are finished or failed.
class TrialTableModel : public SnapshotTableModel<TrialEntry>
{
    Q_OBJECT
public:
    explicit TrialTableModel(QObject *parent = nullptr);
};

/// A row a trial, with that metric of that group.
std::vector<TrialEntry> trialEntries(const lab::ExperimentResults &results,
                                     const std::string &metric, const std::string &group);

} // namespace models
