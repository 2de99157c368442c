/** Names of many scripts, long and short: what people are called decides what a search and a sort have to bear. */
export const givenNames = [
  'Maria', 'Omar', 'Lena', 'Tom', 'Grace', 'Nina', 'Łukasz', 'Zoë', 'Jürgen', 'Søren', 'Đorđe', 'Anaïs', 'İpek', 'Nguyễn Thị',
  'Олександр', 'Анастасия', 'Ελένη', 'Γιώργος', 'فاطمة', 'محمد', 'יעל', 'आरव', 'प्रिया', 'வள்ளி', 'สมชาย', '伟', '秀英', '翔太', 'さくら', '지우', 'Guðrún',
  'Mary-Jane', "D'Arcy", 'Ana Sofía del Carmen',
];
export const familyNames = [
  'Alvarez', 'Haddad', 'Fischer', 'Okafor', 'Lindqvist', 'Kowalski', 'Smith', 'Smith', 'Smith', 'Nguyen', 'Nguyen', 'Müller', 'Müller', "O'Neill", 'van der Berg',
  'Öztürk', 'Шевченко', 'Иванова', 'Παπαδόπουλος', 'الخطيب', 'כהן', 'शर्मा', 'சுப்பிரமணியம்', 'ศรีสุข', '王', '李', '佐藤', '鈴木', '김', '박', 'Jónsdóttir', 'Santos da Conceição',
];

/** What is written: short and long, of many scripts; about one in ten names a medicine. */
export const sentences = [
  'Hello', 'ok', 'Thank you!', 'Is it ready?', 'Can I pick it up today?', 'Yes, after four.', 'We are waiting for the delivery.',
  'Do you also have ibuprofen 400 mg?', 'My doctor changed the dose of metformin, the new prescription should be with you.',
  'Please take one tablet in the morning and one in the evening, with food, and call us if you feel dizzy.', 'Danke, bis morgen.', '¿Puedo recogerlo mañana?',
  'شكرا جزيلا', 'Спасибо, приду завтра.', '明天可以来拿吗？', 'ありがとうございます。', '감사합니다', 'धन्यवाद', '👍', 'The amoxicillin is there, the salbutamol inhaler comes tomorrow at noon.',
  'I called the insurer: they want to know why the generic is not enough. I will write to the practice and let you know as soon as there is an answer.',
  'No problem.', 'See you', 'Could you send it to my address instead? I cannot leave the house this week.', 'Which one do you mean, the white or the yellow ones?',
];

export const medicines = ['Amoxicillin', 'Ibuprofen', 'Metformin', 'Salbutamol', 'Ramipril', 'Levothyroxine', 'Omeprazole', 'Atorvastatin', 'Sertraline', 'Insulin glargine'];
