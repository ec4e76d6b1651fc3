#include "models/parametermodel.h"

#include <algorithm>

namespace models {

bool Parameter::isSwept() const
{
    return text.startsWith(QLatin1Char('[')) || text.contains(QLatin1String(".."));
}

void ParameterModel::replace(std::vector<Parameter> parameters)
{
    beginResetModel(); // another scenario: nothing of the old one stays
    m_parameters = std::move(parameters);
    endResetModel();
    Q_EMIT edited();
}

void ParameterModel::setText(int row, const QString &text)
{
    if (row < 0 || row >= rowCount())
        return;
    Parameter &parameter = m_parameters[static_cast<std::size_t>(row)];
    if (parameter.text == text)
        return;
    parameter.text = text;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT edited();
}

bool ParameterModel::setText(const QString &path, const QString &text)
{
    const auto at = std::ranges::find(m_parameters, path, &Parameter::path);
    if (at == m_parameters.end())
        return false;
    setText(static_cast<int>(at - m_parameters.begin()), text);
    return true;
}

int ParameterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_parameters.size());
}

QVariant ParameterModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Parameter &parameter = m_parameters[static_cast<std::size_t>(index.row())];
    switch (role) {
    case PathRole:
    case Qt::DisplayRole:
        return parameter.path;
    case TextRole:
        return parameter.text;
    case OriginalRole:
        return parameter.original;
    case ChangedRole:
        return parameter.isChanged();
    case SweptRole:
        return parameter.isSwept();
    default:
        return {};
    }
}

QHash<int, QByteArray> ParameterModel::roleNames() const
{
    return {{PathRole, "path"},
            {TextRole, "value"},
            {OriginalRole, "original"},
            {ChangedRole, "changed"},
            {SweptRole, "swept"}};
}

} // namespace models
