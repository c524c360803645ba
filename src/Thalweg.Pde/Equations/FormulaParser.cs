namespace Thalweg.Pde.Equations;

/// <summary>Reads formulas of x1, x2, … as expressions of coordinates: <c>(1-x1)^2 + 100*(x2-x1^2)^2</c>.</summary>
/// <remarks>
/// <para>sum = product {(+|-) product}; product = sign {(*|/) sign}; sign = {+|-} power; power = atom [^ sign]; atom = number | pi | x1, x2, … |
/// function(sum) | (sum), with the functions exp, log, sqrt, sin, cos, tanh, abs. So −x1^2 is −(x1^2), and 2^3^2 is 2^(3^2).</para>
/// <para>A power of a whole number is one by multiplication; any other is exp(b log a), which has a value for a &gt; 0 alone. A text has at most
/// <see cref="LongestText"/> characters, <see cref="DeepestNesting"/> levels and variables up to x1000.</para>
/// </remarks>
public static class FormulaParser
{
    public const int LongestText = 4000;

    public const int DeepestNesting = 64;

    public const int MostVariables = 1000;

    /// <summary>The largest whole power that is one by multiplication.</summary>
    private const int LargestPower = 1024;

    private static readonly (string Name, Func<Expression, Expression> Of)[] Functions =
    [
        ("exp", Calculus.Exp),
        ("log", Calculus.Log),
        ("sqrt", Calculus.Sqrt),
        ("sin", Calculus.Sin),
        ("cos", Calculus.Cos),
        ("tanh", Calculus.Tanh),
        ("abs", Calculus.Abs),
    ];

    /// <summary>The names that a formula may have, beside variables and numbers.</summary>
    public static IReadOnlyList<string> Words { get; } = ["pi", .. Functions.Select(f => f.Name)];

    /// <exception cref="FormulaException">The text is no formula.</exception>
    public static Expression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new FormulaException(
                $"expected a formula of at most {LongestText} characters, found one of {text.Length}",
                LongestText + 1
            );
        }
        var scanner = new FormulaScanner(text);
        var formula = Sum(scanner, 0);
        return scanner.AtEnd ? formula : throw scanner.Unexpected("an operator + - * / ^ or the end");
    }

    private static Expression Sum(FormulaScanner scanner, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw scanner.Unexpected($"at most {DeepestNesting} levels of parentheses, signs and powers");
        }
        var sum = Product(scanner, depth);
        while (true)
        {
            if (scanner.Take('+'))
            {
                sum += Product(scanner, depth);
            }
            else if (scanner.Take('-'))
            {
                sum -= Product(scanner, depth);
            }
            else
            {
                return sum;
            }
        }
    }

    private static Expression Product(FormulaScanner scanner, int depth)
    {
        var product = Sign(scanner, depth);
        while (true)
        {
            if (scanner.Take('*'))
            {
                product *= Sign(scanner, depth);
            }
            else if (scanner.Take('/'))
            {
                product = Quotient(product, Sign(scanner, depth));
            }
            else
            {
                return product;
            }
        }
    }

    private static Expression Sign(FormulaScanner scanner, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw scanner.Unexpected($"at most {DeepestNesting} levels of parentheses, signs and powers");
        }
        if (scanner.Take('-'))
        {
            return -Sign(scanner, depth + 1);
        }
        if (scanner.Take('+'))
        {
            return Sign(scanner, depth + 1);
        }
        var atom = Atom(scanner, depth);
        return scanner.Take('^') ? Power(atom, Sign(scanner, depth + 1)) : atom;
    }

    private static Expression Atom(FormulaScanner scanner, int depth)
    {
        if (scanner.Take('('))
        {
            return Closed(scanner, depth);
        }
        if (scanner.Number() is { } number)
        {
            return number;
        }
        if (scanner.Word() is not { } word)
        {
            throw scanner.Unexpected(
                $"a number, a variable x1, x2, …, pi, a function ({string.Join(", ", Functions.Select(f => f.Name))}) or '('"
            );
        }
        if (word == "pi")
        {
            return Math.PI;
        }
        if (Variable(word) is { } index)
        {
            return index is > 0 and <= MostVariables
                ? Calculus.X(index - 1)
                : throw scanner.Wrong(word, $"expected a variable from x1 to x{MostVariables}, found {word}");
        }
        var function = Array.Find(Functions, f => f.Name == word).Of;
        if (function is null)
        {
            throw scanner.Wrong(word, $"unknown word '{word}'", isUnknown: true);
        }
        return scanner.Take('(') ? function(Closed(scanner, depth)) : throw scanner.Unexpected($"'(' after {word}");
    }

    private static Expression Closed(FormulaScanner scanner, int depth)
    {
        var inner = Sum(scanner, depth + 1);
        return scanner.Take(')') ? inner : throw scanner.Unexpected("an operator + - * / ^ or ')'");
    }

    private static Expression Quotient(Expression left, Expression right) =>
        (left, right) is (Constant a, Constant b) ? a.Value / b.Value : left / right;

    private static Expression Power(Expression operand, Expression exponent)
    {
        if (exponent is Constant { Value: var power } && Math.Abs(power) <= LargestPower && power == Math.Floor(power))
        {
            var times = (int)Math.Abs(power);
            var whole = operand is Constant c ? Repeated(c.Value, times) : operand.Power(times);
            return power < 0 ? Quotient(1.0, whole) : whole;
        }
        return Calculus.Exp(exponent * Calculus.Log(operand));
    }

    private static double Repeated(double factor, int times)
    {
        var power = 1.0;
        for (; times > 0; times--)
        {
            power *= factor;
        }
        return power;
    }

    private static int? Variable(string word) =>
        word.Length is > 1 and < 8 && word[0] == 'x' && word.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            ? int.Parse(word.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
