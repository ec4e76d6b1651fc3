// Reading whole files, which come from other people.

#include "net/torrentfile.h"
#include "support/sandbox.h"

#include <QTest>

#include <fstream>

namespace {

class TestWholeFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_content = std::string(3'000'000, 'x') + "end";
        std::ofstream(m_path) << m_content;
    }

    void takesNoMemoryForWhatIsNotThere()
    {
        constexpr std::size_t moreThanAnyMemory = std::size_t{1} << 60;
        const auto bytes = net::readWhole(m_path, moreThanAnyMemory);
        QVERIFY(bytes.has_value());
        QVERIFY(base::asText(*bytes) == m_content);
    }

    void readsOneByteMoreThanTheLimitOfALongerFile()
    {
        for (const std::size_t limit : {std::size_t{0}, std::size_t{1'000}, std::size_t{1} << 20}) {
            const auto bytes = net::readWhole(m_path, limit);
            QVERIFY(bytes.has_value());
            QCOMPARE(bytes->size(), limit + 1);
        }
    }

    void namesAFileThatIsNotThere()
    {
        const auto bytes = net::readWhole(m_sandbox / "nothing", 1'000);
        QVERIFY(!bytes.has_value());
        QCOMPARE(bytes.error().code, base::ErrorCode::NotFound);
        QVERIFY(bytes.error().text().find((m_sandbox / "nothing").string()) != std::string::npos);
    }

private:
    support::Sandbox m_sandbox;
    std::filesystem::path m_path = m_sandbox / "file";
    std::string m_content;
};

} // namespace

QTEST_GUILESS_MAIN(TestWholeFile)
#include "tst_wholefile.moc"
