import type { Catalogue } from './en.ts';

/**
 * The sentences of the mails in Arabic. `en.ts` explains how to change them. Begin each sentence with an Arabic letter, because that letter gives
 * the line its direction.
 */
export const ar = {
  greeting: 'مرحبًا {username}،',
  greetingWithoutName: 'مرحبًا،',
  resetSubjectProfile: 'إعادة تعيين كلمة المرور',
  resetSubjectStudio: 'هل نسيت كلمة المرور؟',
  resetSubjectTrafficOps: 'طلب إعادة تعيين كلمة المرور في {product}',
  resetHeading: 'اختيار كلمة مرور جديدة',
  resetPreheader: 'تنتهي صلاحية رابط حسابك في {product} {remaining}. إذا لم تكن هذه الرسالة متوقعة، فلا حاجة إلى اتخاذ أي إجراء.',
  resetAsked: 'تلقينا بتاريخ {time} طلبًا لإعادة تعيين كلمة مرور حسابك «{username}» في {product}.',
  resetAskedByAdministrator: 'طلبت إدارة النظام بتاريخ {time} إعادة تعيين كلمة مرور حسابك «{username}» في {product}.',
  resetAskedByApplication: 'طلب التطبيق «{application}» بتاريخ {time} إعادة تعيين كلمة مرور حسابك «{username}» في {product}.',
  resetDevice: 'أُرسل الطلب من متصفح {browser} على نظام {system}.',
  resetButton: 'اختيار كلمة مرور جديدة',
  resetOpenLink: 'لاختيار كلمة مرور جديدة، يُرجى فتح هذا الرابط:',
  resetButtonFails: 'إذا لم يعمل الزر، يُرجى فتح هذا الرابط:',
  resetLinkLife: 'تنتهي صلاحية هذا الرابط {remaining} (بتاريخ {expiry}). يعمل الرابط مرة واحدة فقط. يُرجى عدم مشاركته مع أي شخص.',
  resetUnexpected: 'إذا لم تكن هذه الرسالة متوقعة',
  resetNothingToDo: 'لا حاجة إلى اتخاذ أي إجراء. ستبقى كلمة المرور كما هي.',
  resetKeepsComing: 'إذا استمر وصول رسائل مثل هذه، يُرجى إبلاغ إدارة النظام.',
  resetKeepsComingSupport: 'إذا استمر وصول رسائل مثل هذه، يُرجى مراسلة {support}.',
  resetCancel: 'إلغاء هذا الطلب',
  changeHeading: 'تم تغيير كلمة المرور',
  changePreheader: 'تتعلق هذه الرسالة بحسابك في {product}. إذا لم يكن هذا التغيير منك، يُرجى إعادة تعيين كلمة المرور فورًا.',
  changed: 'تم تغيير كلمة مرور حسابك «{username}» في {product} بتاريخ {time}.',
  changeWasYou: 'إذا كان هذا التغيير منك، فلا حاجة إلى اتخاذ أي إجراء.',
  changeUnexpected: 'إذا لم يكن هذا التغيير منك',
  changeNotYou: 'ربما يستطيع شخص آخر الوصول إلى حسابك. يُرجى إعادة تعيين كلمة المرور فورًا وإبلاغ إدارة النظام.',
  changeNotYouSupport: 'ربما يستطيع شخص آخر الوصول إلى حسابك. يُرجى إعادة تعيين كلمة المرور فورًا ومراسلة {support}.',
  changeAskAgain: 'طلب كلمة مرور جديدة',
  changeDisown: 'لم أكن أنا: إغلاق حسابي',
  signIn: 'لتسجيل الدخول إلى {product}: {page}',
  help: 'للحصول على المساعدة، يُرجى مراسلة {support}.',
  automatic: 'أُرسلت هذه الرسالة تلقائيًا من {product}.',
} as const satisfies Catalogue;
