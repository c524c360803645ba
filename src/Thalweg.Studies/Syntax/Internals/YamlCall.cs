namespace Thalweg.Studies.Syntax;

/// <summary>Calls that a study writes as a group of keys: <c>process: {command: …, files: [a.py, b.py]}</c> is
/// <c>process(command=…, files=a.py;b.py)</c>.</summary>
internal static class YamlCall
{
    /// <exception cref="InputException">The tree is no call, or not one of the catalogue.</exception>
    public static ResolvedCall Resolve(Catalogue catalogue, YamlTree tree) =>
        tree switch
        {
            YamlText { IsNull: false } text => catalogue.Resolve(text.Text, text.Location),
            YamlMapping { Entries: [var (name, value)] } => catalogue.Resolve(
                new Call(name.Text, null, Arguments(name, value), name.Location)
            ),
            _ => throw new InputException(
                $"expected {catalogue.Article} {catalogue.Axis}, or its name with a group of its options, found {tree.Kind}",
                tree.Location
            ),
        };

    private static List<CallArgument> Arguments(YamlText name, YamlTree value) =>
        value switch
        {
            YamlText { IsNull: true } => [],
            YamlMapping options =>
            [
                .. options.Entries.Select(e => new CallArgument(e.Key.Text, Value(e), e.Key.Location)),
            ],
            _ => throw new InputException(
                $"expected the options of '{name.Text}' as a group of keys, found {value.Kind}",
                value.Location
            ),
        };

    private static string Value((YamlText Key, YamlTree Value) option) =>
        option.Value switch
        {
            YamlText { IsNull: false } text => text.Text,
            YamlList list when list.Items.All(IsItem) => string.Join(
                ';',
                list.Items.Cast<YamlText>().Select(i => i.Text)
            ),
            _ => throw new InputException(
                $"expected a text or a list of texts without ';' for {option.Key.Text}, found {option.Value.Kind}",
                option.Value.Location
            ),
        };

    private static bool IsItem(YamlTree item) =>
        item is YamlText { IsNull: false } text && !text.Text.Contains(';', StringComparison.Ordinal);
}
