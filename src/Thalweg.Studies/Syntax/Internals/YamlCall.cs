namespace Thalweg.Studies.Syntax;

/// <summary>Calls that a study writes as a group of keys: <c>process: {command: …, files: [a.py, b.py]}</c> is
/// <c>process(command=…, files=a.py;b.py)</c>.</summary>
internal static class YamlCall
{
    /// <exception cref="InputException">The tree is no call, or not one of the catalogue.</exception>
    public static ResolvedCall Resolve(Catalogue catalogue, YamlTree tree) =>
        tree is YamlText { IsNull: false } text
            ? catalogue.Resolve(text.Text, text.Location)
            : catalogue.Resolve(Group(catalogue, tree));

    /// <summary>Calls one after the other: a text with semicolons, a group, or a list of single calls.</summary>
    /// <exception cref="InputException">A part is no call, or not one of the catalogue.</exception>
    public static IReadOnlyList<ResolvedCall> Sequence(Catalogue catalogue, YamlTree tree) =>
        tree switch
        {
            YamlText { IsNull: false } text => CallSequence.Resolve(catalogue, text.Text, text.Location),
            YamlList { Items.Count: > 0 } list => [.. list.Items.Select(item => Resolve(catalogue, item))],
            _ => [Resolve(catalogue, tree)],
        };

    private static Call Group(Catalogue catalogue, YamlTree tree)
    {
        if (catalogue.Block is { } block && tree is YamlMapping group && !IsNamed(catalogue, group))
        {
            return new Call(
                block.Name,
                null,
                [
                    .. group.Entries.Select(e =>
                        Argument(block.Options, e.Key, e.Value) with
                        {
                            Location = e.Value.Location,
                        }
                    ),
                ],
                tree.Location
            );
        }
        if (tree is not YamlMapping { Entries: [var (name, value)] })
        {
            throw new InputException(
                $"expected {catalogue.Article} {catalogue.Axis}, or its name with a group of its options, found "
                    + (tree is YamlMapping ? "a group of several keys" : tree.Kind),
                tree.Location
            );
        }
        var options = catalogue.Find(name.Text)?.Options ?? [];
        return value switch
        {
            YamlText text => new Call(name.Text, text.IsNull ? null : text.Text, [], name.Location),
            YamlMapping mapping => new Call(
                name.Text,
                null,
                [.. mapping.Entries.Select(e => Argument(options, e.Key, e.Value))],
                name.Location
            ),
            _ => throw new InputException(
                $"expected the options of '{name.Text}' as a group of keys, found {value.Kind}",
                value.Location
            ),
        };
    }

    private static bool IsNamed(Catalogue catalogue, YamlMapping group) =>
        group.Entries is [var (name, _)] && catalogue.Find(name.Text) is not null;

    private static CallArgument Argument(IReadOnlyList<Option> options, YamlText key, YamlTree value) =>
        // What the catalogue does not know is refused there, whatever its value.
        options.FirstOrDefault(o => o.IsNamed(key.Text))
            is not { } option
            ? new CallArgument(key.Text, "", key.Location)
            : new CallArgument(key.Text, Value(option, value), key.Location)
            {
                Items = value switch
                {
                    YamlList list => [.. list.Items.Select(item => item.Location)],
                    YamlMapping mapping when option.TakesPairs => [.. mapping.Entries.Select(e => e.Key.Location)],
                    _ => [],
                },
            };

    private static string Value(Option option, YamlTree value)
    {
        switch (value)
        {
            case YamlText { IsNull: false } text:
                return text.Text;
            case YamlMapping mapping when option is CallOption call:
                // Read here for the places of its faults.
                Resolve(call.Catalogue, mapping);
                return Group(call.Catalogue, mapping).ToString();
            case YamlList { Items.Count: > 0 } list
                when option.Joint is { } joint && list.Items.All(item => IsItem(item, joint)):
                return string.Join(joint, list.Items.Cast<YamlText>().Select(item => item.Text));
            case YamlMapping mapping
                when option.TakesPairs
                    && mapping.Entries.All(e => IsItem(e.Value, option.Joint!) && IsItem(e.Key, option.Joint!)):
                return string.Join(
                    option.Joint,
                    mapping.Entries.Select(e => $"{e.Key.Text}={((YamlText)e.Value).Text}")
                );
            default:
                throw new InputException(
                    $"expected a text{(option.Joint is { } between ? $" or a list of texts without '{between}'" : "")} for "
                        + $"{option.Name}, found {value.Kind}; it is {option.Expected}",
                    value.Location
                );
        }
    }

    private static bool IsItem(YamlTree item, string joint) =>
        item is YamlText { IsNull: false } text && !text.Text.Contains(joint, StringComparison.Ordinal);
}
