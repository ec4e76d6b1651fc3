#include "core/lab/expression.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace lab {

namespace {

constexpr std::size_t longest = 500; // also bounds the depth of the parentheses
constexpr std::array<std::string_view, 4> operators{" + ", " - ", " * ", " / "};

/// Reads a text from its front. After a fault it goes on with zeros; the first fault is told.
class Reckoning
{
public:
    Reckoning(std::string_view text, const std::function<Number(std::string_view)> &operand)
        : m_text(text)
        , m_left(text)
        , m_operand(operand)
    {
    }

    Number result()
    {
        const double value = sum();
        if (!m_left.empty())
            fault(fmt::format("\"{}\" has a \")\" too many", m_text));
        return m_fault.empty() ? Number(value) : tl::unexpected(m_fault);
    }

private:
    double sum()
    {
        double value = product();
        for (;;) {
            if (take(" + "))
                value += product();
            else if (take(" - "))
                value -= product();
            else
                return value;
        }
    }

    double product()
    {
        double value = factor();
        for (;;) {
            if (take(" * "))
                value *= factor();
            else if (take(" / "))
                value = quotient(value, factor());
            else
                return value;
        }
    }

    double quotient(double value, double by)
    {
        if (by == 0)
            fault(fmt::format("\"{}\" divides by 0", m_text));
        return value / by;
    }

    double factor()
    {
        if (!take("(")) {
            const Number value = m_operand(takeOperand());
            if (!value)
                fault(value.error());
            return value.value_or(0);
        }
        const double value = sum();
        if (!take(")"))
            fault(fmt::format("\"{}\" lacks a \")\"", m_text));
        return value;
    }

    bool take(std::string_view what)
    {
        const bool isThere = m_left.starts_with(what);
        if (isThere)
            m_left.remove_prefix(what.size());
        return isThere;
    }

    std::string_view takeOperand()
    {
        std::size_t end = 0;
        for (bool inBrackets = false; end < m_left.size(); ++end) {
            const char c = m_left[end];
            if (!inBrackets && (c == ')' || isOperator(m_left.substr(end))))
                break;
            inBrackets = c == '[' || (inBrackets && c != ']');
        }
        const std::string_view taken = m_left.substr(0, end);
        m_left.remove_prefix(end);
        return taken;
    }

    static bool isOperator(std::string_view text)
    {
        return std::ranges::any_of(
            operators, [text](std::string_view each) { return text.starts_with(each); });
    }

    void fault(std::string detail)
    {
        if (m_fault.empty())
            m_fault = std::move(detail);
    }

    std::string_view m_text;
    std::string_view m_left;
    const std::function<Number(std::string_view)> &m_operand;
    std::string m_fault;
};

} // namespace

Number evaluate(std::string_view text, const std::function<Number(std::string_view)> &operand)
{
    if (text.size() > longest)
        return tl::unexpected(fmt::format("it has more than {} characters", longest));
    return Reckoning(text, operand).result();
}

} // namespace lab
