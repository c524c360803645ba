using System.Reflection;
using System.Reflection.Emit;

namespace Thalweg.Architecture.Tests;

/// <summary>Which types of an assembly a type uses: in its members, in their bodies and in its attributes.</summary>
internal static class TypeUses
{
    private const BindingFlags Own =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Opcodes = typeof(OpCodes)
        .GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The types as they stand, generic ones possibly constructed; parts of them are not taken apart.</summary>
    public static IEnumerable<Type> Of(Type type)
    {
        var methods = type.GetMethods(Own)
            .Cast<MethodBase>()
            .Concat(type.GetConstructors(Own))
            .Append(type.TypeInitializer)
            .OfType<MethodBase>()
            .Distinct()
            .ToList();
        IEnumerable<Type?> used =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. Constraints(type.GetGenericArguments()),
            .. Attributes(type),
            .. type.GetFields(Own).SelectMany(field => Attributes(field).Append(field.FieldType)),
            .. methods.SelectMany(Signature),
            .. methods.SelectMany(Body),
        ];
        return used.OfType<Type>();
    }

    /// <summary>The definitions that a constructed type is made of: itself, what it is generic in, its elements.</summary>
    public static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }
        if (type.IsFunctionPointer)
        {
            return type.GetFunctionPointerParameterTypes()
                .Append(type.GetFunctionPointerReturnType())
                .SelectMany(Parts);
        }
        return type.IsGenericParameter ? []
            : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }

    private static IEnumerable<Type> Signature(MethodBase method) =>
        [
            .. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. method is MethodInfo { ReturnType: var result } ? [result] : Type.EmptyTypes,
            .. method.IsGenericMethodDefinition ? Constraints(method.GetGenericArguments()) : [],
            .. Attributes(method),
        ];

    private static IEnumerable<Type> Constraints(Type[] parameters) =>
        parameters.Where(p => p.IsGenericParameter).SelectMany(p => p.GetGenericParameterConstraints());

    private static IEnumerable<Type> Attributes(MemberInfo member) =>
        member.GetCustomAttributesData().Select(attribute => attribute.AttributeType);

    private static IEnumerable<Type?> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return [];
        }
        return
        [
            .. body.LocalVariables.Select(local => local.LocalType),
            .. body
                .ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(clause => clause.CatchType),
            .. Tokens(body.GetILAsByteArray()!).SelectMany(token => Named(method, token)),
        ];
    }

    private static IEnumerable<Type?> Named(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod) switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            MethodBase called =>
            [
                called.DeclaringType,
                .. called.IsGenericMethod ? called.GetGenericArguments() : [],
                .. called.GetParameters().Select(parameter => parameter.ParameterType),
                called is MethodInfo { ReturnType: var result } ? result : null,
            ],
            _ => [],
        };
    }

    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length; )
        {
            var value = il[at] == 0xFE ? (short)((0xFE << 8) | il[at + 1]) : il[at];
            var code = Opcodes[value];
            at += code.Size;
            if (
                code.OperandType
                is OperandType.InlineField
                    or OperandType.InlineMethod
                    or OperandType.InlineTok
                    or OperandType.InlineType
            )
            {
                yield return BitConverter.ToInt32(il, at);
            }
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 * (1 + BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
