#pragma once

#include "core/lab/experiment.h"
#include "models/parametermodel.h"

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <string>
#include <vector>

namespace models {

/// An experiment as a person fills it in: a scenario file, what is changed in it, how often and
/// with which seed it runs. Checked with every change; it also says the command line that does the
/// same.
class ExperimentForm : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ExperimentController has it")
    Q_PROPERTY(QStringList scenarios READ scenarios CONSTANT)
    Q_PROPERTY(QString file READ file NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString description READ description NOTIFY changed)
    Q_PROPERTY(models::ParameterModel *parameters READ parameters CONSTANT)
    Q_PROPERTY(QString repetitions READ repetitions WRITE setRepetitions NOTIFY changed)
    Q_PROPERTY(QString seed READ seed WRITE setSeed NOTIFY changed)
    Q_PROPERTY(QString jobs READ jobs WRITE setJobs NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(bool valid READ isValid NOTIFY changed)
    Q_PROPERTY(QString outlook READ outlook NOTIFY changed)
    Q_PROPERTY(QString command READ command NOTIFY changed)
public:
    /// `shipped` are the scenario files a person may choose from without a file dialog.
    explicit ExperimentForm(const QStringList &shipped, QObject *parent = nullptr);

    /// Names of the shipped scenarios, in the order of choose().
    [[nodiscard]] QStringList scenarios() const;
    Q_INVOKABLE void choose(int scenario);
    Q_INVOKABLE void open(const QUrl &file);

    [[nodiscard]] QString file() const { return m_file; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString description() const;
    [[nodiscard]] ParameterModel *parameters() { return &m_parameters; }
    [[nodiscard]] QString repetitions() const { return m_repetitions; }
    void setRepetitions(const QString &text);
    [[nodiscard]] QString seed() const { return m_seed; }
    void setSeed(const QString &text);
    /// Trials at a time; empty = one a core.
    [[nodiscard]] QString jobs() const { return m_jobs; }
    void setJobs(const QString &text);
    /// What is wrong with the file or with a change; empty when it can run.
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool isValid() const { return m_experiment.has_value(); }
    /// "6 settings x 10 = 60 trials, about 1:40 on 2 threads".
    [[nodiscard]] QString outlook() const;
    /// The command line that runs the same.
    [[nodiscard]] QString command() const;

    /// The experiment; the form must be valid.
    [[nodiscard]] const lab::Experiment &experiment() const { return *m_experiment; }
    /// Trials at a time, at least 1; the form must be valid.
    [[nodiscard]] unsigned jobCount() const;

Q_SIGNALS:
    void changed();

private:
    void load(const QString &file);
    void change(QString &field, const QString &text);
    void check();
    [[nodiscard]] std::vector<lab::Override> overrides() const;
    [[nodiscard]] QString jobsError() const;

    QStringList m_shipped;
    QString m_file;
    std::string m_text; ///< of the file
    ParameterModel m_parameters;
    QString m_repetitions;
    QString m_fileRepetitions; ///< as the file has them
    QString m_seed;
    QString m_fileSeed;
    QString m_jobs;
    QString m_error;
    std::optional<lab::Experiment> m_experiment;
};

} // namespace models
