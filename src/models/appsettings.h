#pragma once

#include <QObject>
#include <QSettings>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

namespace models {

/// What the window remembers between runs: theme, zoom, the panes' sizes, hidden columns.
class AppSettings : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program makes it")
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)
    Q_PROPERTY(bool dark READ isDark NOTIFY themeChanged)
    Q_PROPERTY(qreal zoom READ zoom WRITE setZoom NOTIFY zoomChanged)
public:
    static constexpr qreal smallestZoom = 0.8;
    static constexpr qreal largestZoom = 2.0;

    /// Reads and writes `file` (INI). Must be made before anything changes the application's
    /// palette.
    explicit AppSettings(const QString &file, QObject *parent = nullptr);

    /// "light", "dark" or "system".
    [[nodiscard]] QString theme() const { return m_theme; }
    /// Anything else than the three names is taken as "system".
    void setTheme(const QString &theme);
    /// Takes a theme for this run only.
    void overrideTheme(const QString &theme);
    /// What the theme comes down to; "system" asks whether the desktop's text is lighter than its
    /// windows.
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] qreal zoom() const { return m_zoom; }
    /// Factor of every size, bounded.
    void setZoom(qreal zoom);

    /// What was stored under `key`, or `fallback`.
    [[nodiscard]] Q_INVOKABLE QVariant load(const QString &key,
                                            const QVariant &fallback = {}) const;
    Q_INVOKABLE void store(const QString &key, const QVariant &value);

Q_SIGNALS:
    void themeChanged();
    void zoomChanged();

private:
    QSettings m_settings;
    QString m_theme;
    bool m_systemIsDark;
    qreal m_zoom;
};

} // namespace models
