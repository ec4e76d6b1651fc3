#include "models/appsettings.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace models {

namespace {

QString knownTheme(const QString &name)
{
    const bool known = name == QLatin1String("light") || name == QLatin1String("dark");
    return known ? name : QStringLiteral("system");
}

bool desktopIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightnessF()
        > palette.color(QPalette::Window).lightnessF();
}

} // namespace

AppSettings::AppSettings(const QString &file, QObject *parent)
    : QObject(parent)
    , m_settings(file, QSettings::IniFormat)
    , m_theme(knownTheme(m_settings.value(QStringLiteral("theme")).toString()))
    , m_systemIsDark(desktopIsDark())
    , m_zoom(std::clamp(m_settings.value(QStringLiteral("zoom"), 1.0).toDouble(), smallestZoom,
                        largestZoom))
{
}

void AppSettings::setTheme(const QString &theme)
{
    m_settings.setValue(QStringLiteral("theme"), knownTheme(theme));
    overrideTheme(theme);
}

void AppSettings::overrideTheme(const QString &theme)
{
    if (m_theme == knownTheme(theme))
        return;
    m_theme = knownTheme(theme);
    Q_EMIT themeChanged();
}

bool AppSettings::isDark() const
{
    return m_theme == QLatin1String("dark")
        || (m_theme == QLatin1String("system") && m_systemIsDark);
}

void AppSettings::setZoom(qreal zoom)
{
    const qreal bounded = std::clamp(zoom, smallestZoom, largestZoom);
    if (qFuzzyCompare(bounded, m_zoom))
        return;
    m_zoom = bounded;
    m_settings.setValue(QStringLiteral("zoom"), m_zoom);
    Q_EMIT zoomChanged();
}

QVariant AppSettings::load(const QString &key, const QVariant &fallback) const
{
    return m_settings.value(QStringLiteral("window/") + key, fallback);
}

void AppSettings::store(const QString &key, const QVariant &value)
{
    m_settings.setValue(QStringLiteral("window/") + key, value);
}

} // namespace models
