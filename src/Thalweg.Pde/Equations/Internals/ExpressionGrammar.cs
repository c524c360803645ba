namespace Thalweg.Pde.Equations;

/// <summary>Reads expressions by recursive descent; nothing is executed.</summary>
/// <remarks>sum = product {(+|-) product}; product = sign {(*|/) sign}; sign = {+|-} power; power = atom [^ sign]; atom = number | word |
/// word[index] | function(sum, …) | where(comparison, sum, sum) | [sum, …] | (sum). So −x^2 is −(x^2), and 2^3^2 is 2^(3^2).</remarks>
internal sealed class ExpressionGrammar(FormulaScanner scanner, Vocabulary vocabulary)
{
    public const int DeepestNesting = 64;

    /// <summary>The largest whole power that is one by multiplication.</summary>
    private const int LargestPower = 1024;

    /// <summary>Reads a sum; what follows it is left.</summary>
    public Quantity Read() => Sum(0);

    private Quantity Sum(int depth)
    {
        Bound(depth);
        var sum = Product(depth);
        while (true)
        {
            var mark = scanner.Mark;
            if (scanner.Take('+'))
            {
                sum = Combined(mark, "+", sum, Product(depth), (a, b) => a + b);
            }
            else if (scanner.Take('-'))
            {
                sum = Combined(mark, "-", sum, Product(depth), (a, b) => a - b);
            }
            else
            {
                return sum;
            }
        }
    }

    private static Quantity Combined(
        int mark,
        string sign,
        Quantity left,
        Quantity right,
        Func<Expression, Expression, Expression> combine
    ) =>
        left.HasShapeOf(right)
            ? left.With(right, combine)
            : throw FormulaScanner.At(
                mark,
                $"expected alike on both sides of '{sign}', found {left.Kind} and {right.Kind}"
            );

    private Quantity Product(int depth)
    {
        var product = Sign(depth);
        while (true)
        {
            var mark = scanner.Mark;
            if (scanner.Take('*'))
            {
                product = Times(mark, product, Sign(depth));
            }
            else if (scanner.Take('/'))
            {
                var divisor = Number(mark, "after '/'", Sign(depth));
                product = product.With(e => Quotient(e, divisor));
            }
            else
            {
                return product;
            }
        }
    }

    private static Quantity Times(int mark, Quantity left, Quantity right) =>
        left.IsNumber ? right.With(e => left.Entries[0] * e)
        : right.IsNumber ? left.With(e => e * right.Entries[0])
        : throw FormulaScanner.At(
            mark,
            $"expected a number on one side of '*', found {left.Kind} and {right.Kind}: write dot(a, b)"
        );

    private Quantity Sign(int depth)
    {
        Bound(depth);
        if (scanner.Take('-'))
        {
            return Sign(depth + 1).With(e => -e);
        }
        if (scanner.Take('+'))
        {
            return Sign(depth + 1);
        }
        var before = scanner.Mark;
        var atom = Atom(depth);
        var mark = scanner.Mark;
        return scanner.Take('^')
            ? Quantity.Number(Power(Number(before, "before '^'", atom), Number(mark, "after '^'", Sign(depth + 1))))
            : atom;
    }

    private Quantity Atom(int depth)
    {
        if (scanner.Take('('))
        {
            return Closed(depth);
        }
        if (vocabulary.HasVectors && scanner.Take('['))
        {
            return Vector(depth);
        }
        if (scanner.Number() is { } number)
        {
            return Quantity.Number(number);
        }
        var mark = scanner.Mark;
        if (scanner.Word() is not { } word)
        {
            throw scanner.Unexpected(vocabulary.Expected);
        }
        if (vocabulary.Value(word, scanner) is { } value)
        {
            return vocabulary.HasVectors && scanner.Take('[')
                ? Entry(mark, word, vocabulary.Indexed(word) ?? value)
                : value;
        }
        if (word == "where" && vocabulary.Function(word) is not null)
        {
            return scanner.Take('(') ? Where(depth) : throw scanner.Unexpected("'(' after where");
        }
        if (vocabulary.Function(word) is not { } function)
        {
            throw vocabulary.Unknown(word, scanner);
        }
        if (!scanner.Take('('))
        {
            throw scanner.Unexpected($"'(' after {word}");
        }
        var arguments = new List<Quantity> { Sum(depth + 1) };
        while (scanner.Take(','))
        {
            arguments.Add(Sum(depth + 1));
        }
        if (!scanner.Take(')'))
        {
            throw scanner.Unexpected(
                function.Most > arguments.Count ? "an operator + - * / ^, ',' or ')'" : "an operator + - * / ^ or ')'"
            );
        }
        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            var expected =
                function.Least == function.Most ? $"{function.Least}" : $"{function.Least} to {function.Most}";
            throw FormulaScanner.At(mark, $"{word} takes {expected} arguments, found {arguments.Count}");
        }
        try
        {
            return function.Of(arguments);
        }
        catch (ArgumentException fault)
        {
            throw FormulaScanner.At(mark, word, fault);
        }
    }

    private Quantity Entry(int mark, string word, Quantity value)
    {
        var at = scanner.Mark;
        var index = scanner.Number();
        if (index is not { } number || number != Math.Floor(number))
        {
            throw FormulaScanner.At(at, $"expected a whole number in {word}[…]");
        }
        if (!scanner.Take(']'))
        {
            throw scanner.Unexpected("']'");
        }
        if (value.Rank == 2)
        {
            throw FormulaScanner.At(mark, $"{word} is {value.Kind}, expected a vector before '['");
        }
        return number >= 0 && number < value.Rows
            ? Quantity.Number(value.Entries[(int)number])
            : throw FormulaScanner.At(at, $"{word} has entries 0 to {value.Rows - 1}, found {number}");
    }

    private Quantity Vector(int depth)
    {
        var entries = new List<Expression>();
        do
        {
            entries.Add(Number(scanner.Mark, "in '[…]'", Sum(depth + 1)));
        } while (scanner.Take(','));
        return scanner.Take(']')
            ? Quantity.Vector(entries)
            : throw scanner.Unexpected("an operator + - * / ^, ',' or ']'");
    }

    private Quantity Where(int depth)
    {
        var condition = Either(depth + 1);
        Comma();
        var positive = Sum(depth + 1);
        var mark = scanner.Mark;
        Comma();
        var otherwise = Sum(depth + 1);
        if (!scanner.Take(')'))
        {
            throw scanner.Unexpected("an operator + - * / ^ or ')'");
        }
        return Combined(mark, ",", positive, otherwise, condition);

        void Comma()
        {
            if (!scanner.Take(','))
            {
                throw scanner.Unexpected("','");
            }
        }
    }

    // A condition is a choice between two expressions.
    private Func<Expression, Expression, Expression> Either(int depth)
    {
        var choice = Both(depth);
        while (scanner.TakeWord("or"))
        {
            var (first, second) = (choice, Both(depth));
            choice = (a, b) => first(a, second(a, b));
        }
        return choice;
    }

    private Func<Expression, Expression, Expression> Both(int depth)
    {
        var choice = Comparison(depth);
        while (scanner.TakeWord("and"))
        {
            var (first, second) = (choice, Comparison(depth));
            choice = (a, b) => first(second(a, b), b);
        }
        return choice;
    }

    private Func<Expression, Expression, Expression> Comparison(int depth)
    {
        var left = Number(scanner.Mark, "before a comparison", Sum(depth));
        var mark = scanner.Mark;
        var sign =
            scanner.Take("<=") ? "<="
            : scanner.Take(">=") ? ">="
            : scanner.Take("==") || scanner.Take("!=")
                ? throw FormulaScanner.At(mark, "expected < <= > >=, found an equality")
            : scanner.Take('<') ? "<"
            : scanner.Take('>') ? ">"
            : throw scanner.Unexpected("an operator + - * / ^ or a comparison < <= > >=");
        var right = Number(scanner.Mark, "after a comparison", Sum(depth));
        return sign switch
        {
            ">" => (a, b) => Calculus.Where(left - right, a, b),
            "<" => (a, b) => Calculus.Where(right - left, a, b),
            // At equality the first is chosen: it is the other one of the strict comparison.
            ">=" => (a, b) => Calculus.Where(right - left, b, a),
            _ => (a, b) => Calculus.Where(left - right, b, a),
        };
    }

    private Quantity Closed(int depth)
    {
        var inner = Sum(depth + 1);
        return scanner.Take(')') ? inner : throw scanner.Unexpected("an operator + - * / ^ or ')'");
    }

    private void Bound(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw scanner.Unexpected($"at most {DeepestNesting} levels of parentheses, signs and powers");
        }
    }

    private static Expression Number(int mark, string place, Quantity quantity) =>
        quantity.IsNumber
            ? quantity.Entries[0]
            : throw FormulaScanner.At(mark, $"expected a number {place}, found {quantity.Kind}");

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
}
