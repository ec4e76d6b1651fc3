#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace models {

/// A key of the scenario as a person may change it.
struct Parameter {
    QString path; ///< "group[leechers].count"
    QString original; ///< as the file has it; a list where it is swept
    QString text; ///< as it is now: a value, a list "[2, 4, 8]" or a range "2..8 step 2"

    [[nodiscard]] bool isChanged() const { return text != original; }
    /// Takes several values.
    [[nodiscard]] bool isSwept() const;
};

/// The keys of a scenario, in the order of its file.
class ParameterModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ExperimentForm has it")
public:
    enum Role {
        PathRole = Qt::UserRole, ///< "path"
        TextRole, ///< "value", writable through setText()
        OriginalRole, ///< "original"
        ChangedRole, ///< "changed"
        SweptRole, ///< "swept"
    };

    using QAbstractListModel::QAbstractListModel;

    void replace(std::vector<Parameter> parameters);
    [[nodiscard]] const std::vector<Parameter> &parameters() const { return m_parameters; }
    /// Changes a key's value, by its row or by its path.
    Q_INVOKABLE void setText(int row, const QString &text);
    bool setText(const QString &path, const QString &text);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void edited();

private:
    std::vector<Parameter> m_parameters;
};

} // namespace models
